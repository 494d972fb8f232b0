import { inject } from 'vue';
import type { InjectionKey, Ref } from 'vue';
import type { Client } from '../contract/client.ts';
import type { KioskServiceView, KioskView } from '../contract/live-events.ts';
import type { TimeWords } from '../ui-kit/time-words.ts';
import { dayIs } from './clock-words.ts';
import { useComfort } from './comfort.ts';
import type { Comfort } from './comfort.ts';
import type { Flow, Shown } from './flow/flow.ts';
import type { HallIndex } from './flow/hall-index.ts';

/** What every screen of a connected kiosk knows. */
export interface KioskContext {
  readonly hall: Readonly<Ref<HallIndex>>;
  readonly view: Readonly<Ref<KioskView>>;
  readonly standing: Readonly<Ref<ReadonlyMap<string, KioskServiceView>>>;
  readonly now: Readonly<Ref<number>>;
  readonly clock: TimeWords;
  readonly client: Client;
  readonly flow: Readonly<Ref<Flow>>;
  readonly go: (next: Flow, stays?: boolean) => void;
  /** The press on 取号 for all that is chosen: one key, one ticket. */
  readonly take: () => void;
  readonly checkIn: (shown: Shown, as: 'booked' | 'number') => void;
  readonly takingAgain: Readonly<Ref<boolean>>;
  readonly hallPath: string;
}

export const kioskKey: InjectionKey<KioskContext> = Symbol('kiosk');

export type Kiosk = KioskContext & Comfort & {
  /** "今天 13:30", "明天 09:00" or a date with its weekday. */
  readonly when: (at: number) => string;
};

export const useKiosk = (): Kiosk => {
  const context = inject(kioskKey);
  if (context === undefined) throw new Error('a kiosk screen stands outside the kiosk');
  const comfort = useComfort();
  const when = (at: number): string => {
    const slots = { time: context.clock.face(at), day: context.clock.day(at, comfort.language.value) };
    return comfort.t(`when.${dayIs(at, context.now.value, context.clock)}`, slots);
  };
  return { ...context, ...comfort, when };
};
