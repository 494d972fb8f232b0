import type { ClassConfig, HomeTile, ServiceConfig, Targets } from './hall-config.ts';
import type { FaultPath, HallFault, HallRule } from './hall-fault.ts';
import { hallFault, idsOf, nameOf, referenceFault } from './hall-fault.ts';

const kindFaults = (service: ServiceConfig, index: number): readonly HallFault[] => {
  const { id } = service;
  const queued = service.kind === 'queue';
  if (queued && service.queue === undefined) return [hallFault('service-needs-queue', ['services', index], `事项“${id}”要取号，须写明 queue`, `Service “${id}” gives tickets and needs a queue`)];
  if (!queued && service.message === undefined) return [hallFault('service-needs-message', ['services', index], `事项“${id}”不取号，须写明 message 告诉人怎么办`, `Service “${id}” gives no ticket and needs a message that says what to do`)];
  if (!queued && service.queue !== undefined) return [hallFault('service-queue-not-allowed', ['services', index, 'queue'], `事项“${id}”不取号，不能有 queue`, `Service “${id}” gives no ticket, so it can't have a queue`)];
  if (queued && service.message !== undefined) return [hallFault('service-message-not-allowed', ['services', index, 'message'], `事项“${id}”要取号，message 不会显示`, `Service “${id}” gives tickets, so its message would never be shown`)];
  return [];
};

const services: HallRule = { reads: ['services'], check: (hall) => hall.services.flatMap(kindFaults) };

const serviceReferences: HallRule = {
  reads: ['services', 'departments', 'queues'],
  check: (hall) => {
    const departments = idsOf(hall.departments);
    const queues = idsOf(hall.queues);
    return hall.services.flatMap((service, index) => [
      ...referenceFault(['services', index, 'department'], nameOf.department, service.department, departments),
      ...(service.queue === undefined ? [] : referenceFault(['services', index, 'queue'], nameOf.queue, service.queue, queues)),
    ]);
  },
};

const promiseFault = (targets: Targets, path: FaultPath): readonly HallFault[] => targets.promise >= targets.target ? [] : [hallFault('promise-shorter', path,
  `承诺${targets.promise}分钟短于目标${targets.target}分钟`, `A promise of ${targets.promise} min is shorter than the target of ${targets.target} min`)];

const classFaults = (visitors: ClassConfig, index: number): readonly HallFault[] => [
  ...promiseFault(visitors, ['classes', index, 'promise']),
  ...Object.entries(visitors.perQueue ?? {}).flatMap(([queue, targets]) => promiseFault(targets, ['classes', index, 'perQueue', queue, 'promise'])),
  ...(visitors.protected && visitors.kind !== 'appointment' ? [hallFault('protected-not-bounded', ['classes', index, 'protected'],
    `类别“${visitors.id}”没有名额限制，不能受保护：只有预约可以`, `Class “${visitors.id}” has no quota and can't be protected: only appointments may be`)] : []),
  ...(visitors.proof === 'identity' && visitors.fromAge === undefined ? [hallFault('age-missing', ['classes', index],
    `类别“${visitors.id}”凭身份证认定，须写明 fromAge（从几岁起）`, `Class “${visitors.id}” is proved by identity and needs fromAge: from which age`)] : []),
  ...(visitors.proof !== 'identity' && visitors.fromAge !== undefined ? [hallFault('age-not-used', ['classes', index, 'fromAge'],
    `类别“${visitors.id}”不凭身份证认定，fromAge 不起作用`, `Class “${visitors.id}” is not proved by identity, so fromAge has no effect`)] : []),
];

const classes: HallRule = {
  reads: ['classes'],
  check: (hall) => [
    ...(hall.classes.some((visitors) => visitors.kind === 'walk-in' && visitors.proof === 'anyone') ? []
      : [hallFault('walk-in-missing', ['classes'], '须有一个 walk-in 类别，proof 为 anyone', 'One class must be of kind walk-in with proof anyone')]),
    ...hall.classes.flatMap(classFaults),
  ],
};

const classQueues: HallRule = {
  reads: ['classes', 'queues'],
  check: (hall) => {
    const queues = idsOf(hall.queues);
    return hall.classes.flatMap((visitors, index) => Object.keys(visitors.perQueue ?? {}).flatMap((queue) =>
      referenceFault(['classes', index, 'perQueue', queue], nameOf.queue, queue, queues)));
  },
};

const matters: HallRule = {
  reads: ['matters', 'services'],
  check: (hall) => {
    const known = idsOf(hall.services);
    return hall.matters.flatMap((matter, index) => matter.services.flatMap((service, place) =>
      referenceFault(['matters', index, 'services', place], nameOf.service, service, known)));
  },
};

const tileTargets = (tile: HomeTile): { key: 'queue' | 'service' | 'departments' | 'matters' | 'services'; names: readonly string[] } => {
  if ('queue' in tile) return { key: 'queue', names: [tile.queue] };
  if ('service' in tile) return { key: 'service', names: [tile.service] };
  if ('departments' in tile) return { key: 'departments', names: tile.departments };
  if ('matters' in tile) return { key: 'matters', names: tile.matters };
  return { key: 'services', names: tile.services };
};

const home: HallRule = {
  reads: ['home', 'queues', 'services', 'departments', 'matters'],
  check: (hall) => {
    const known = { queue: idsOf(hall.queues), service: idsOf(hall.services), departments: idsOf(hall.departments), matters: idsOf(hall.matters), services: idsOf(hall.services) };
    const called = { queue: nameOf.queue, service: nameOf.service, departments: nameOf.department, matters: nameOf.matter, services: nameOf.service };
    const busy = new Set(hall.services.map((service) => service.department));
    return hall.home.flatMap((tile, index) => {
      const { key, names } = tileTargets(tile);
      const single = key === 'queue' || key === 'service';
      return [
        ...(single || tile.name !== undefined ? [] : [hallFault('tile-unnamed', ['home', index], '这个磁贴通向多项内容，须写明 name', 'This tile leads to several things and needs a name')]),
        ...names.flatMap((name, place) => referenceFault(single ? ['home', index, key] : ['home', index, key, place], called[key], name, known[key])),
        ...(key === 'departments' ? names.flatMap((name, place) => known.departments.has(name) && !busy.has(name)
          ? [hallFault('tile-leads-nowhere', ['home', index, key, place], `部门“${name}”没有事项，磁贴点进去是空的`, `Department “${name}” has no services: the tile would lead nowhere`)] : []) : []),
      ];
    });
  },
};

/** What visitors may ask for, who they are, and the ways in from the home screen. */
export const serviceRules: readonly HallRule[] = [services, serviceReferences, classes, classQueues, matters, home];
