import { onMounted, onScopeDispose } from 'vue';
import type { Ref } from 'vue';
import type { CounterView } from '../../contract/live-events.ts';
import { absentKey } from './countdown.ts';
import type { DeskAct } from './desk-act.ts';
import type { PanelName } from './desk-context.ts';
import { draftFor, draftLacks } from './finish-draft.ts';
import type { FinishDraft } from './finish-draft.ts';
import { deskKeys, keyAct } from './key-map.ts';
import type { KeyAct } from './key-map.ts';

interface KeyDesk {
  readonly view: Readonly<Ref<CounterView>>;
  readonly now: Readonly<Ref<number>>;
  readonly panel: Ref<PanelName | null>;
  readonly draft: Readonly<Ref<FinishDraft | null>>;
  readonly act: (asked: DeskAct) => Promise<boolean>;
  readonly finish: (callNext: boolean) => void;
  readonly main: () => void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !['radio', 'checkbox', 'button'].includes(target.type));

/** With a panel open only that panel and Escape answer, so that no key acts on what the clerk no longer looks at. */
const inPanel = (desk: KeyDesk, asked: KeyAct): void => {
  if (asked === 'close' || (asked === 'keys' && desk.panel.value === 'keys')) desk.panel.value = null;
  if (desk.panel.value !== 'finish') return;
  const { current, paused } = desk.view.value;
  if (current === null || draftLacks(draftFor(desk.draft.value, current), current.materials.length) !== null) return;
  if (asked === 'main') desk.finish(paused === null);
  if (asked === 'finish') desk.finish(false);
};

const onDesk = (desk: KeyDesk, asked: KeyAct): void => {
  const { current, paused, undo } = desk.view.value;
  const open = (name: PanelName, when: boolean): void => { if (when) desk.panel.value = name; };
  switch (asked) {
    case 'main': desk.main(); break;
    case 'next': if (current?.state !== 'called') desk.main(); break;
    case 'start': desk.main(); break;
    case 'recall': if (current?.state === 'called') void desk.act({ act: 'recall' }); break;
    case 'absent': if (current?.state === 'called' && absentKey(current.absent, desk.now.value).allowed) void desk.act({ act: 'absent' }); break;
    case 'undo': if (undo !== null && undo.until > desk.now.value) void desk.act({ act: 'undo' }); break;
    case 'finish': open('finish', current !== null); break;
    case 'hold': open('hold', current?.state === 'serving'); break;
    case 'transfer': open('transfer', current !== null); break;
    case 'add-service': open('add-service', current !== null); break;
    case 'pause': if (paused === null) open('pause', true); else void desk.act({ act: 'resume' }); break;
    case 'keys': open('keys', true); break;
    case 'close': break;
  }
};

/** Keys work while the page has the focus, wherever in it. */
export const useDeskKeys = (desk: KeyDesk): void => {
  const onKey = (event: KeyboardEvent): void => {
    const { key, code, repeat, ctrlKey, altKey, metaKey } = event;
    // The browser must not search, reload or open its menu on a key that is ours, even while it is held down.
    if (/^F\d+$/.test(key) && key in deskKeys) event.preventDefault();
    const asked = keyAct(deskKeys, { key, code, repeat, ctrlKey, altKey, metaKey, typing: isTyping(event.target) });
    // Enter of the pad starts a service; at all other times it presses the button that has the focus, as any Enter does.
    if (asked === null || (asked === 'start' && (desk.panel.value !== null || desk.view.value.current?.state !== 'called'))) return;
    event.preventDefault();
    if (desk.panel.value === null) onDesk(desk, asked);
    else inPanel(desk, asked);
  };
  onMounted(() => window.addEventListener('keydown', onKey));
  onScopeDispose(() => window.removeEventListener('keydown', onKey));
};
