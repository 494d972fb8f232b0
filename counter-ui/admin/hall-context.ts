import { inject } from 'vue';
import type { InjectionKey, Ref } from 'vue';
import type { ManagerView } from '../../contract/live-events.ts';
import type { Catalogue } from '../catalogue.ts';
import type { HallTime } from '../hall-time.ts';
import type { SessionAnswer } from '../session.ts';

/** What the parts of a guide's or manager's page share. */
export interface HallDesk {
  readonly view: Readonly<Ref<ManagerView>>;
  readonly now: Readonly<Ref<number>>;
  readonly catalogue: Readonly<Ref<Catalogue>>;
  readonly session: SessionAnswer;
  /** `/api/halls/{hall}` */
  readonly at: string;
  readonly hall: string;
  /** Supervisors read and change nothing. */
  readonly mayAct: boolean;
  readonly mayManage: boolean;
  readonly face: HallTime['face'];
  readonly moment: HallTime['moment'];
  /** `2025-11-22`, by the hall's clock. */
  readonly today: Readonly<Ref<string>>;
}
export const hallKey: InjectionKey<HallDesk> = Symbol('hall');

export const useHall = (): HallDesk => {
  const hall = inject(hallKey);
  if (hall === undefined) throw new Error('a part of the hall page stands outside it');
  return hall;
};
