import type { HallConfig } from './hall-config.ts';
import type { HallFault, HallRule } from './hall-fault.ts';
import { hallFault, idsOf, nameOf, referenceFault } from './hall-fault.ts';

const listsWithIds = ['zones', 'departments', 'queues', 'classes', 'services', 'matters', 'profiles', 'counters', 'devices',
  'outcomes', 'pauseReasons', 'holdReasons', 'needs', 'notices', 'media'] as const satisfies readonly (keyof HallConfig)[];

const twice = (items: readonly string[], at: (index: number) => readonly (string | number)[]): readonly HallFault[] => {
  const first = new Map<string, number>();
  return items.flatMap((name, index) => {
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, index);
    return earlier === undefined ? [] : [hallFault('duplicate-id', at(index),
      `“${name}”出现了两次（第${earlier + 1}项和第${index + 1}项）`,
      `“${name}” is used twice (entries ${earlier + 1} and ${index + 1})`)];
  });
};

const uniqueIds: readonly HallRule[] = listsWithIds.map((list) => ({
  reads: [list],
  check: (hall) => twice((hall[list] ?? []).map((item) => item.id), (index) => [list, index, 'id']),
}));

const uniqueStaff: HallRule = {
  reads: ['staff'],
  check: (hall) => [
    ...twice(hall.staff.map((person) => person.number), (index) => ['staff', index, 'number']),
    ...hall.staff.flatMap((person, index) => person.pinHash !== undefined && person.demoPin !== undefined
      ? [hallFault('pin-twice', ['staff', index, 'demoPin'], `工号${person.number}既有 pinHash 又有 demoPin，只能留一个`, `Staff number ${person.number} has both pinHash and demoPin; keep one`)] : []),
    ...(hall.staff.some((person) => person.roles.includes('administrator')) ? []
      : [hallFault('nobody-administers', ['staff'], '没有人具有 administrator 角色，今后无法修改大厅设置', 'Nobody has the role administrator, so nobody could ever change this hall')]),
  ],
};

const uniquePapers: HallRule = {
  reads: ['services'],
  check: (hall) => hall.services.flatMap((service, index) =>
    twice(service.materials.map((paper) => paper.id), (paper) => ['services', index, 'materials', paper, 'id'])),
};

const zoneSigns: HallRule = {
  reads: ['zones'],
  check: (hall) => hall.zones.flatMap((zone, index) => {
    const earlier = hall.zones.findIndex((other) => other.sign === zone.sign);
    return earlier === index ? [] : [hallFault('sign-twice', ['zones', index, 'sign'], `两个区域的标识都是“${zone.sign}”`, `Two zones have the sign “${zone.sign}”`)];
  }),
};

const notices: HallRule = {
  reads: ['notices', 'zones'],
  check: (hall) => {
    const zones = idsOf(hall.zones);
    return hall.notices.flatMap((notice, index) => (notice.zones ?? []).flatMap((zone, place) =>
      referenceFault(['notices', index, 'zones', place], nameOf.zone, zone, zones)));
  },
};

const ratingForm: HallRule = {
  reads: ['ratingForm'],
  check: (hall) => hall.ratingForm.grades.flatMap((grade, index) => [
    ...(grade.grade === 5 - index ? [] : [hallFault('grades-order', ['ratingForm', 'grades', index, 'grade'],
      `评价等级须从5到1依次排列，这里应是${5 - index}，写的是${grade.grade}`, `Grades go from 5 down to 1: here belongs ${5 - index}, not ${grade.grade}`)]),
    ...twice(grade.points.map((point) => point.id), (point) => ['ratingForm', 'grades', index, 'points', point, 'id']),
  ]),
};

const missedNumbers: HallRule = {
  reads: ['missed'],
  check: ({ missed }) => {
    if (missed.kind === 'return-after' && missed.calls === undefined) return [hallFault('missed-number', ['missed'], 'return-after 须写明 calls（叫几个号后再叫）', 'return-after needs `calls`: after how many calls a woken ticket is called')];
    if (missed.kind === 'automatic' && missed.minutes === undefined) return [hallFault('missed-number', ['missed'], 'automatic 须写明 minutes（几分钟后自动返回，至少5）', 'automatic needs `minutes`: when the ticket returns, at least 5')];
    return [];
  },
};

/** Names that stand once, and the parts of a hall that refer to nothing but themselves. */
export const idRules: readonly HallRule[] = [...uniqueIds, uniqueStaff, uniquePapers, zoneSigns, notices, ratingForm, missedNumbers];
