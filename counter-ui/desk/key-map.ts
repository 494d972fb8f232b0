/** What a key can ask for; the desk decides whether it may be done now. */
export type KeyAct = 'main' | 'next' | 'start' | 'recall' | 'absent' | 'finish' | 'hold' | 'transfer' | 'add-service' | 'pause' | 'undo' | 'keys' | 'close';

/** Key names as browsers give them (KeyboardEvent.key); F5, F11 and F12 stay with the browser. */
export type KeyMap = { readonly [key: string]: KeyAct };

export const deskKeys: KeyMap = {
  F2: 'main',
  F3: 'recall',
  F4: 'absent',
  F6: 'finish',
  F7: 'hold',
  F8: 'transfer',
  F9: 'add-service',
  F10: 'pause',
  'Ctrl+Z': 'undo',
  '?': 'keys',
  Escape: 'close',
};

/**
 * Keys of a number pad by their place (KeyboardEvent.code), which Num Lock does not change, with what is printed on them. They mean what they
 * mean on a pad without a screen (drivers/keypad/usb-keys.ts), so a pad may be moved from one computer to another.
 */
export const numberPad: Readonly<Record<string, { readonly printed: string; readonly act: KeyAct }>> = {
  NumpadAdd: { printed: '+', act: 'next' },
  NumpadEnter: { printed: 'Enter', act: 'start' },
  NumpadSubtract: { printed: '−', act: 'recall' },
  NumpadMultiply: { printed: '*', act: 'absent' },
  NumpadDivide: { printed: '/', act: 'hold' },
  NumpadDecimal: { printed: '.', act: 'undo' },
};

export interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly repeat: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  /** Whether the key went into a field where text is typed. */
  readonly typing: boolean;
}

/** Null: not ours. A key held down is one press; while somebody types, letters belong to the field and only F keys and Escape are ours. */
export const keyAct = (keys: KeyMap, pressed: PressedKey): KeyAct | null => {
  if (pressed.repeat || pressed.altKey || pressed.metaKey) return null;
  const onPad = numberPad[pressed.code];
  if (onPad !== undefined) return pressed.typing || pressed.ctrlKey ? null : onPad.act;
  const name = pressed.key.length === 1 ? pressed.key.toUpperCase() : pressed.key;
  const act = keys[pressed.ctrlKey ? `Ctrl+${name}` : name] ?? null;
  if (act === null || !pressed.typing) return act;
  return /^(F\d+|Escape)$/.test(name) && !pressed.ctrlKey ? act : null;
};

/** The key that asks for an act, as printed on its button; empty when it has none. */
export const keyOf = (keys: KeyMap, act: KeyAct): string => Object.keys(keys).find((key) => keys[key] === act) ?? '';
