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

/** Counters, what they may call, and what they can meet. */
export const counterRules: readonly HallRule[] = [profiles, counters, needs];
