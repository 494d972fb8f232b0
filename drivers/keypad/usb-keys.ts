import type { KeyName } from './key-names.ts';

const digits: readonly (readonly [string, KeyName])[] = (['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const)
  .flatMap((digit) => [[`KEY_${digit}`, digit], [`KEY_KP${digit}`, digit]] as const);
const ratings: readonly (readonly [string, KeyName])[] = ([['1', 'rate-1'], ['2', 'rate-2'], ['3', 'rate-3'], ['4', 'rate-4'], ['5', 'rate-5']] as const)
  .flatMap(([digit, rate]) => [[`KEY_${digit}`, rate], [`KEY_KP${digit}`, rate]] as const);

/** What the keys of USB keypads mean, by the kernel's names (linux/input-event-codes.h): those do not change with Num Lock. */
export const usbKeys: ReadonlyMap<string, ReadonlyMap<string, KeyName>> = new Map([
  ['usb-numbers', new Map<string, KeyName>([
    ...digits, ['KEY_KPENTER', 'enter'], ['KEY_ENTER', 'enter'], ['KEY_BACKSPACE', 'clear'], ['KEY_DELETE', 'clear'],
    ['KEY_KPPLUS', 'next'], ['KEY_KPMINUS', 'recall'], ['KEY_KPASTERISK', 'absent'], ['KEY_KPSLASH', 'hold'], ['KEY_KPDOT', 'undo'],
  ])],
  ['usb-rating', new Map(ratings)],
]);
