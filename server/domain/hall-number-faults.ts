import type { HallConfig, QueueConfig } from './hall-config.ts';
import type { HallFault, HallRule } from './hall-fault.ts';
import { hallFault, idsOf, nameOf, referenceFault } from './hall-fault.ts';
import { queueDefaults } from './hall-defaults.ts';

const rangeOf = (queue: QueueConfig): { from: number; to: number } => ({ from: queue.from ?? queueDefaults.from, to: queue.to ?? queueDefaults.to });

const rangeFaults = (queue: QueueConfig, index: number): readonly HallFault[] => {
  const { from, to } = rangeOf(queue);
  return from <= to ? [] : [hallFault('range-reversed', ['queues', index, queue.to === undefined ? 'from' : 'to'],
    `队列“${queue.id}”的号码从${from}到${to}，终点小于起点`, `Queue “${queue.id}” runs from ${from} to ${to}: it ends before it starts`)];
};

/** Numbers are compared as numbers, so that A012 and A0012 of two queues collide too: nobody could tell them apart when spoken. */
const overlaps = (hall: HallConfig): readonly HallFault[] => hall.queues.flatMap((queue, index) =>
  hall.queues.slice(0, index).flatMap((other) => {
    const first = Math.max(rangeOf(queue).from, rangeOf(other).from);
    const last = Math.min(rangeOf(queue).to, rangeOf(other).to);
    return queue.prefix !== other.prefix || first > last ? [] : [hallFault('ranges-overlap', ['queues', index, queue.from === undefined ? 'prefix' : 'from'],
      `队列“${other.id}”和“${queue.id}”的号段重叠：前缀“${queue.prefix}”的${first}号两边都有`,
      `The ranges of queues “${other.id}” and “${queue.id}” overlap: both have ${first} with prefix “${queue.prefix}”`)];
  }));

const numbers: HallRule = { reads: ['queues'], check: (hall) => [...hall.queues.flatMap(rangeFaults), ...overlaps(hall)] };

const places: HallRule = {
  reads: ['queues', 'zones'],
  check: (hall) => {
    const zones = idsOf(hall.zones);
    return hall.queues.flatMap((queue, index) => referenceFault(['queues', index, 'zone'], nameOf.zone, queue.zone, zones));
  },
};

const profilesInUse = (hall: HallConfig): ReadonlySet<string> => new Set([
  ...hall.counters.map((counter) => counter.profile),
  ...hall.roster.flatMap((entry) => entry.profile ?? []),
]);

const reachable: HallRule = {
  reads: ['queues', 'profiles', 'counters', 'roster'],
  check: (hall) => {
    const used = profilesInUse(hall);
    const called = new Set(hall.profiles.filter((profile) => used.has(profile.id)).flatMap((profile) => profile.queues.map((entry) => entry.queue)));
    return hall.queues.flatMap((queue, index) => called.has(queue.id) ? [] : [hallFault('queue-without-counter', ['queues', index],
      `没有窗口可以叫队列“${queue.id}”的号`, `No counter may call queue “${queue.id}”: its visitors would wait for ever`)]);
  },
};

const inUse: HallRule = {
  reads: ['queues', 'services'],
  check: (hall) => {
    const used = new Set(hall.services.map((service) => service.queue));
    return hall.queues.flatMap((queue, index) => used.has(queue.id) ? [] : [hallFault('queue-without-service', ['queues', index],
      `没有事项使用队列“${queue.id}”，没有人能取到它的号`, `No service uses queue “${queue.id}”, so nobody can get its tickets`)]);
  },
};

/** Number series: readable, never the same number twice, and each with people to serve and a counter to serve them. */
export const numberRules: readonly HallRule[] = [numbers, places, reachable, inUse];
