import type { DeviceConfig, HallConfig } from './hall-config.ts';
import type { FaultPath, HallFault, HallRule } from './hall-fault.ts';
import { hallFault, idsOf, nameOf, referenceFault } from './hall-fault.ts';

const deviceOfKind = (devices: readonly DeviceConfig[], kind: DeviceConfig['kind'], id: string, path: FaultPath): readonly HallFault[] => {
  const found = devices.find((device) => device.id === id);
  if (found === undefined) return referenceFault(path, nameOf.device, id, idsOf(devices.filter((device) => device.kind === kind)));
  return found.kind === kind ? [] : [hallFault('device-kind', path, `设备“${id}”的类型是 ${found.kind}，这里须是 ${kind}`, `Device “${id}” is of kind ${found.kind}; here belongs one of kind ${kind}`)];
};

const place = (hall: HallConfig, device: { readonly id: string; readonly zone?: string; readonly counter?: string }, what: { readonly zh: string; readonly en: string }, path: FaultPath): readonly HallFault[] => [
  ...((device.zone === undefined) !== (device.counter === undefined) ? [] : [hallFault('display-place', path,
    `${what.zh}“${device.id}”须写 zone 或 counter，且只写一个`, `${what.en} “${device.id}” needs either a zone or a counter, and only one of them`)]),
  ...(device.zone === undefined ? [] : referenceFault([...path, 'zone'], nameOf.zone, device.zone, idsOf(hall.zones))),
  ...(device.counter === undefined ? [] : referenceFault([...path, 'counter'], nameOf.counter, device.counter, idsOf(hall.counters))),
];

const oneDevice = (hall: HallConfig, device: DeviceConfig, path: FaultPath): readonly HallFault[] => {
  const held = 'agent' in device ? deviceOfKind(hall.devices, 'agent', device.agent, [...path, 'agent']) : [];
  switch (device.kind) {
    case 'kiosk': return [
      ...(device.zone === undefined ? [] : referenceFault([...path, 'zone'], nameOf.zone, device.zone, idsOf(hall.zones))),
      ...(device.printer === undefined ? [] : deviceOfKind(hall.devices, 'printer', device.printer, [...path, 'printer'])),
      ...(device.fallback === undefined ? [] : deviceOfKind(hall.devices, 'printer', device.fallback, [...path, 'fallback'])),
      ...(device.fallback === undefined || (device.printer !== undefined && device.printer !== device.fallback) ? [] : [hallFault('fallback-printer', [...path, 'fallback'],
        `取号机“${device.id}”的 fallback 须是另一台打印机，并且自己要有 printer`, `The fallback of kiosk “${device.id}” must be another printer beside its own printer`)]),
    ];
    case 'display': return place(hall, device, { zh: '大屏', en: 'Display' }, path);
    case 'board': return [...place(hall, device, { zh: '条屏', en: 'Board' }, path), ...held];
    case 'printer': return held;
    case 'keypad': return [...held, ...referenceFault([...path, 'counter'], nameOf.counter, device.counter, idsOf(hall.counters))];
    case 'reader': return [...held, ...deviceOfKind(hall.devices, 'kiosk', device.kiosk, [...path, 'kiosk'])];
    case 'agent': return [];
  }
};
const devices: HallRule = {
  reads: ['devices', 'zones', 'counters'],
  check: (hall) => hall.devices.flatMap((device, index) => oneDevice(hall, device, ['devices', index])),
};

type Wired = Extract<DeviceConfig, { readonly connection: string }>;
const isWired = (device: DeviceConfig): device is Wired => 'connection' in device;
/** What a line is known by: options behind the path say how it is spoken on, not which it is. */
const lineOf = (device: Wired): string => `${device.agent} ${device.connection.split('?')[0] ?? ''}`;
/** Which of several on one line; null for a kind that must have its line alone. */
const addressOf = (device: Wired): number | null => (device.kind === 'board' || device.kind === 'keypad' ? (device.address ?? 1) : null);

/** A line has one device, or several of one kind that are told apart by their addresses and spoken to in the same way. */
const lines: HallRule = {
  reads: ['devices'],
  check: (hall) => {
    const first = new Map<string, Wired>();
    const holders = new Map<string, string>();
    return hall.devices.flatMap((device, index): readonly HallFault[] => {
      if (!isWired(device) || device.connection === 'sim:') return [];
      const line = lineOf(device);
      const other = first.get(line);
      const address = addressOf(device);
      const holder = holders.get(`${line} ${address}`);
      first.set(line, other ?? device);
      holders.set(`${line} ${address}`, holder ?? device.id);
      if (other === undefined) return [];
      if (address === null || other.kind !== device.kind || other.connection !== device.connection) return [hallFault('line-shared', ['devices', index, 'connection'],
        `“${device.id}”和“${other.id}”接在同一条线上；只有同类、写法完全相同的条屏或键盘可以共用一条线`, `“${device.id}” and “${other.id}” are on one line; only boards, or keypads, whose connection reads the same may share one`)];
      return holder === undefined ? [] : [hallFault('address-twice', ['devices', index, ...('address' in device ? ['address'] : [])],
        `“${device.id}”和“${holder}”在同一条线上地址相同，请改 address`, `“${device.id}” and “${holder}” have the same address on one line; change address`)];
    });
  },
};

/** The devices of the hall, where they stand, and the lines they share. */
export const deviceRules: readonly HallRule[] = [devices, lines];
