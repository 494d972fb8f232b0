/** What a key may mean; the server knows what each one does. */
export const keyNames = [
  'next', 'recall', 'start', 'finish', 'absent', 'hold', 'pause', 'undo',
  'rate-1', 'rate-2', 'rate-3', 'rate-4', 'rate-5',
  '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'enter', 'clear',
] as const;
export type KeyName = (typeof keyNames)[number];

export function isKeyName(name: unknown): name is KeyName {
  return keyNames.some((known) => known === name);
}
