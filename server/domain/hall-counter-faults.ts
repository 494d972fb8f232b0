import type { DeviceConfig } from './hall-config.ts';
import type { FaultPath, HallFault, HallRule } from './hall-fault.ts';
import { hallFault, idsOf, nameOf, referenceFault } from './hall-fault.ts';

const profiles: HallRule = {
  reads: ['profiles', 'queues'],
  check: (hall) => {
    const queues = idsOf(hall.queues);
    return hall.profiles.flatMap((profile, index) => [
      ...(profile.queues.some((entry) => entry.offset === 0) ? [] : [hallFault('profile-without-own-queue', ['profiles', index],
        `窗口方案“${profile.id}”没有 offset 为0的队列，窗口没有自己的工作`, `Profile “${profile.id}” has no queue with offset 0: its counters would have no work of their own`)]),
      ...profile.queues.flatMap((entry, place) => {
        const path = ['profiles', index, 'queues', place, 'queue'];
        const earlier = profile.queues.findIndex((other) => other.queue === entry.queue);
        return earlier === place ? referenceFault(path, nameOf.queue, entry.queue, queues)
          : [hallFault('duplicate-id', path, `队列“${entry.queue}”在方案“${profile.id}”里出现了两次`, `Queue “${entry.queue}” stands twice in profile “${profile.id}”`)];
      }),
    ]);
  },
};

const counters: HallRule = {
  reads: ['counters', 'zones', 'profiles'],
  check: (hall) => {
    const zones = idsOf(hall.zones);
    const known = idsOf(hall.profiles);
    return hall.counters.flatMap((counter, index) => [
      ...referenceFault(['counters', index, 'zone'], nameOf.zone, counter.zone, zones),
      ...referenceFault(['counters', index, 'profile'], nameOf.profile, counter.profile, known),
    ]);
  },
};

const needs: HallRule = {
  reads: ['counters', 'needs'],
  check: (hall) => {
    const known = idsOf(hall.needs);
    const met = new Set(hall.counters.flatMap((counter) => counter.equipment ?? []));
    return [
      ...hall.counters.flatMap((counter, index) => (counter.equipment ?? []).flatMap((need, place) =>
        referenceFault(['counters', index, 'equipment', place], nameOf.need, need, known))),
      ...hall.needs.flatMap((need, index) => met.has(need.id) ? [] : [hallFault('need-unmet', ['needs', index, 'id'],
        `没有窗口能满足“${need.id}”，选了它的人永远等不到`, `No counter can meet “${need.id}”: whoever states it would wait for ever`)]),
    ];
  },
};

const deviceOfKind = (devices: readonly DeviceConfig[], kind: DeviceConfig['kind'], id: string, path: FaultPath): readonly HallFault[] => {
  const found = devices.find((device) => device.id === id);
  if (found === undefined) return referenceFault(path, nameOf.device, id, idsOf(devices.filter((device) => device.kind === kind)));
  return found.kind === kind ? [] : [hallFault('device-kind', path, `设备“${id}”的类型是 ${found.kind}，这里须是 ${kind}`, `Device “${id}” is of kind ${found.kind}; here belongs one of kind ${kind}`)];
};

const devices: HallRule = {
  reads: ['devices', 'zones', 'counters'],
  check: (hall) => {
    const zones = idsOf(hall.zones);
    const known = idsOf(hall.counters);
    return hall.devices.flatMap((device, index): readonly HallFault[] => {
      const path = ['devices', index];
      switch (device.kind) {
        case 'kiosk': return [
          ...(device.zone === undefined ? [] : referenceFault([...path, 'zone'], nameOf.zone, device.zone, zones)),
          ...(device.printer === undefined ? [] : deviceOfKind(hall.devices, 'printer', device.printer, [...path, 'printer'])),
          ...(device.fallback === undefined ? [] : deviceOfKind(hall.devices, 'printer', device.fallback, [...path, 'fallback'])),
          ...(device.fallback === undefined || (device.printer !== undefined && device.printer !== device.fallback) ? [] : [hallFault('fallback-printer', [...path, 'fallback'],
            `取号机“${device.id}”的 fallback 须是另一台打印机，并且自己要有 printer`, `The fallback of kiosk “${device.id}” must be another printer beside its own printer`)]),
        ];
        case 'display': return [
          ...((device.zone === undefined) !== (device.counter === undefined) ? [] : [hallFault('display-place', path,
            `大屏“${device.id}”须写 zone 或 counter，且只写一个`, `Display “${device.id}” needs either a zone or a counter, and only one of them`)]),
          ...(device.zone === undefined ? [] : referenceFault([...path, 'zone'], nameOf.zone, device.zone, zones)),
          ...(device.counter === undefined ? [] : referenceFault([...path, 'counter'], nameOf.counter, device.counter, known)),
        ];
        case 'printer': return deviceOfKind(hall.devices, 'agent', device.agent, [...path, 'agent']);
        case 'agent': return [];
      }
    });
  },
};

/** Counters, what they may call, what they can meet, and the devices of the hall. */
export const counterRules: readonly HallRule[] = [profiles, counters, needs, devices];
