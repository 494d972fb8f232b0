import { inject } from 'vue';
import type { InjectionKey, Ref } from 'vue';
import type { CounterView, Language } from '../../contract/live-events.ts';
import type { Catalogue } from '../catalogue.ts';
import type { SessionAnswer } from '../session.ts';
import type { DeskAct } from './desk-act.ts';
import type { DeskLayout } from './desk-layout.ts';
import type { FinishDraft } from './finish-draft.ts';

export type PanelName = 'finish' | 'hold' | 'transfer' | 'add-service' | 'serve-direct' | 'call' | 'pause' | 'why' | 'caption' | 'keys' | 'more' | 'lists';

/** What the parts of a desk share. Nothing here outlives the page but what session.ts remembers. */
export interface Desk {
  readonly view: Readonly<Ref<CounterView>>;
  /** Hall time in milliseconds, once a second. */
  readonly now: Readonly<Ref<number>>;
  /** `10:24`, hall time. */
  readonly face: (instant: number) => string;
  readonly catalogue: Readonly<Ref<Catalogue>>;
  readonly session: SessionAnswer;
  readonly hall: string;
  readonly counter: string;
  readonly layout: Readonly<Ref<DeskLayout>>;
  readonly panel: Ref<PanelName | null>;
  readonly draft: Ref<FinishDraft | null>;
  /** The act whose answer is awaited; null when the desk is free. */
  readonly pending: Readonly<Ref<DeskAct['act'] | null>>;
  /** Presses. True when the hall accepted; a refusal is shown in place and changes nothing. */
  readonly act: (asked: DeskAct) => Promise<boolean>;
  readonly leave: () => Promise<void>;
  /** Finishes with the draft's outcome, or the usual one. */
  readonly finish: (callNext: boolean) => void;
  readonly language: Readonly<Ref<Language>>;
  /** Why the last press has not been done, in words; empty when it has. */
  readonly problem: Readonly<Ref<string>>;
  readonly note: Readonly<Ref<'nobody-to-call' | 'caption-shown' | null>>;
}

export const deskKey: InjectionKey<Desk> = Symbol('desk');

export const useDesk = (): Desk => {
  const desk = inject(deskKey);
  if (desk === undefined) throw new Error('a part of the desk stands outside the desk');
  return desk;
};
