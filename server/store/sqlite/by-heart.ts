import type { HallId } from '../../domain/brands.ts';
import { noSideChanges } from './found-sides.ts';
import type { FoundSides, SideChanges } from './found-sides.ts';
import { noKeyChanges } from './outcome-keys.ts';
import type { KeyChanges, OutcomeKeys } from './outcome-keys.ts';

/** What the store knows without asking the database, whose one process it is. */
export interface ByHeart { readonly keys: OutcomeKeys; readonly sides: FoundSides }
/** What one transaction adds to that; nothing of it counts before its COMMIT. */
export interface Learnt { readonly keys: KeyChanges; readonly sides: SideChanges }
export const nothingLearnt = (): Learnt => ({ keys: noKeyChanges(), sides: noSideChanges() });
export const learn = ({ keys, sides }: ByHeart, hall: HallId, learnt: Learnt): void => {
  keys.committed(hall, learnt.keys);
  sides.committed(hall, learnt.sides);
};
