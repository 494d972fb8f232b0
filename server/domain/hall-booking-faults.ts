import { messageSlots } from './booking-config.ts';
import type { BookingConfig, BookingGroup } from './booking-config.ts';
import type { HallConfig } from './hall-config.ts';
import type { FaultPath, HallFault, HallRule } from './hall-fault.ts';
import { hallFault, idsOf, nameOf, referenceFault } from './hall-fault.ts';
import { dayFault, overlap, reversed } from './hall-hours-faults.ts';
import { slotsIn } from './paper-layout.ts';
import { minuteOfDay } from './opening-hours.ts';
import type { SlotTemplate } from './booking-config.ts';

const twice = (items: readonly { readonly id: string }[], path: FaultPath): readonly HallFault[] => items.flatMap(({ id }, index) => {
  const first = items.findIndex((other) => other.id === id);
  return first === index ? [] : [hallFault('duplicate-id', [...path, index, 'id'], `“${id}”用了两次（第${first + 1}项和第${index + 1}项）`, `“${id}” is used twice (entries ${first + 1} and ${index + 1})`)];
});

const sameDay = (a: SlotTemplate, b: SlotTemplate): boolean => (a.date !== undefined || b.date !== undefined ? a.date === b.date : (a.days ?? []).some((day) => (b.days ?? []).includes(day)));

const slotFaults = (group: BookingGroup, path: FaultPath): readonly HallFault[] => group.slots.flatMap((slot, index) => {
  const here = [...path, 'slots', index];
  return [
    ...reversed(slot, here),
    ...((slot.days === undefined) !== (slot.date === undefined) ? [] : [hallFault('slot-when', here, '号源须写 days 或 date，且只写一个', 'A slot needs either days or a date, and only one of them')]),
    ...(slot.date === undefined ? [] : dayFault(slot.date, [...here, 'date'])),
    ...(slot.from < slot.to && minuteOfDay(slot.to) - minuteOfDay(slot.from) < slot.minutes ? [hallFault('slot-too-long', [...here, 'minutes'],
      `${slot.from}–${slot.to} 放不下一个${slot.minutes}分钟的号源`, `A slot of ${slot.minutes} min does not fit between ${slot.from} and ${slot.to}`)] : []),
    ...(slot.capacity === undefined && group.work === undefined ? [hallFault('slot-capacity', here, '须写 capacity，或在本组写 work 由排班算出', 'Needs a capacity, or `work` in its group to work it out from the roster')] : []),
    ...group.slots.slice(0, index).filter((earlier) => sameDay(slot, earlier) && overlap(slot, earlier)).map((earlier) => hallFault('hours-overlap', here,
      `${slot.from}–${slot.to} 与 ${earlier.from}–${earlier.to} 重叠`, `${slot.from}–${slot.to} overlaps ${earlier.from}–${earlier.to}`)),
  ];
});

const serviceFaults = (hall: HallConfig, booking: BookingConfig): readonly HallFault[] => {
  const known = idsOf(hall.services);
  const grouped = new Map<string, string>();
  return booking.groups.flatMap((group, index) => group.services.flatMap((id, place) => {
    const path = ['booking', 'groups', index, 'services', place];
    const other = grouped.get(id);
    grouped.set(id, group.id);
    return [
      ...referenceFault(path, nameOf.service, id, known),
      ...(hall.services.some((service) => service.id === id && service.kind !== 'queue') ? [hallFault('service-not-bookable', path, `事项“${id}”不在大厅取号，不能预约`, `Service “${id}” gives no tickets, so it can't be booked`)] : []),
      ...(other === undefined ? [] : [hallFault('booked-twice', path, `事项“${id}”已在预约组“${other}”中`, `Service “${id}” stands in group “${other}” already`)]),
    ];
  }));
};

const bookingSection = ({ booking, classes, ...hall }: HallConfig): readonly HallFault[] => {
  if (booking === undefined) return [];
  const rules = idsOf(booking.rules);
  return [
    ...(booking.source === 'own' || booking.platform !== undefined ? [] : [hallFault('platform-missing', ['booking', 'source'], '在平台预约，须写明 platform 的名称和网址', 'Booking on a platform needs its name and address')]),
    ...(classes.some((one) => one.kind === 'appointment') ? [] : [hallFault('appointment-class-missing', ['booking'], '可以预约，须有一个 appointment 类别', 'Appointments need a class of kind appointment')]),
    ...twice(booking.rules, ['booking', 'rules']), ...twice(booking.groups, ['booking', 'groups']),
    ...serviceFaults({ ...hall, booking, classes }, booking),
    ...booking.groups.flatMap((group, index) => {
      const path = ['booking', 'groups', index];
      return [
        ...referenceFault([...path, 'rules'], nameOf.bookingRules, group.rules, rules),
        ...(group.window.first <= group.window.last ? [] : [hallFault('window-reversed', [...path, 'window', 'last'], `第${group.window.last}个工作日早于第${group.window.first}个`, `Working day ${group.window.last} comes before ${group.window.first}`)]),
        ...slotFaults(group, path),
      ];
    }),
  ];
};

const codesNeedMessages: HallRule = {
  reads: ['booking', 'messages'],
  check: ({ booking, messages }) => (booking?.verifyPhone === true && messages === undefined ? [hallFault('codes-need-messages', ['booking', 'verifyPhone'], '手机验证码要靠短信发送，须写 messages', 'Codes to phones are sent as messages, so messages are needed')] : []),
};

/** A kind of message nobody knows is the schema's fault to name, and may hold anything. */
const kindsOfMessages = Object.keys(messageSlots) as (keyof typeof messageSlots)[];
const messageTexts: HallRule = {
  reads: ['messages'],
  check: ({ messages }) => kindsOfMessages.flatMap((kind) => (['zh-CN', 'en'] as const).flatMap((language) => slotsIn(messages?.texts?.[kind]?.[language] ?? '').filter((slot) => !messageSlots[kind].includes(slot)).map((slot) =>
    hallFault('message-slot', ['messages', 'texts', kind, language], `没有 {${slot}}；可用的有 ${messageSlots[kind].join('、')}`, `There is no {${slot}}; there are ${messageSlots[kind].join(', ')}`)))),
};

/** What can be booked, by which rules, in which slots. */
const smsBody: HallRule = {
  reads: ['messages'],
  check: ({ messages }) => (messages === undefined || (messages.sms.form === undefined) !== (messages.sms.json === undefined) ? [] : [hallFault('sms-body', ['messages', 'sms'], '短信网关须写 form 或 json，且只写一个', 'A gateway needs either form or json, and only one of them')]),
};

export const bookingFaultRules: readonly HallRule[] = [smsBody, codesNeedMessages, messageTexts, { reads: ['integrations'], check: (hall) => twice(hall.integrations ?? [], ['integrations']) }, { reads: ['booking', 'services', 'classes'], check: bookingSection }];
