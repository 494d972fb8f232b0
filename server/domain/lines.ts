import type { CounterId, LegId, QueueId } from './brands.ts';
import { OrderedIndex } from './ordered-index.ts';
import type { LineKey } from './ordered-index.ts';

/** Legs that may be called now, sorted into lanes whose members are all treated alike, so that a call looks at a few heads and never at everybody. */
export type LaneKind = 'protected' | 'ordinary' | 'first' | 'woken' | 'counter';
export interface Lane {
  readonly name: string;
  readonly kind: LaneKind;
  readonly queueId: QueueId;
  readonly needs: readonly string[];
  readonly counterId: CounterId | null;
  readonly index: OrderedIndex;
}
export type LaneSpec = Omit<Lane, 'name' | 'index'>;
export interface Lines {
  readonly byQueue: Map<QueueId, Map<string, Lane>>;
  readonly byCounter: Map<CounterId, Map<string, Lane>>;
  readonly where: Map<LegId, { readonly lane: Lane; readonly key: LineKey }>;
}

export const emptyLines = (): Lines => ({ byQueue: new Map(), byCounter: new Map(), where: new Map() });

const laneName = (spec: LaneSpec): string => `${spec.kind}|${spec.queueId}|${spec.counterId ?? ''}|${spec.needs.join(',')}`;

const mapIn = <K>(outer: Map<K, Map<string, Lane>>, key: K): Map<string, Lane> => {
  const found = outer.get(key) ?? new Map<string, Lane>();
  outer.set(key, found);
  return found;
};

const laneFor = (lines: Lines, spec: LaneSpec): Lane => {
  const name = laneName(spec);
  const ofQueue = mapIn(lines.byQueue, spec.queueId);
  const found = ofQueue.get(name);
  if (found !== undefined) return found;
  const lane: Lane = { ...spec, name, index: new OrderedIndex() };
  ofQueue.set(name, lane);
  if (spec.counterId !== null) mapIn(lines.byCounter, spec.counterId).set(name, lane);
  return lane;
};

export const leaveLine = (lines: Lines, legId: LegId): void => {
  const place = lines.where.get(legId);
  if (place === undefined) return;
  place.lane.index.remove(place.key);
  lines.where.delete(legId);
  if (place.lane.index.size > 0) return;
  lines.byQueue.get(place.lane.queueId)?.delete(place.lane.name);
  if (place.lane.counterId !== null) lines.byCounter.get(place.lane.counterId)?.delete(place.lane.name);
};

export const joinLine = (lines: Lines, legId: LegId, spec: LaneSpec, key: LineKey): void => {
  const place = lines.where.get(legId);
  if (place !== undefined) {
    if (place.lane.name === laneName(spec) && place.key.due === key.due && place.key.start === key.start && place.key.order === key.order) return;
    leaveLine(lines, legId);
  }
  const lane = laneFor(lines, spec);
  lane.index.add(legId, key);
  lines.where.set(legId, { lane, key });
};

export const lanesOfQueue = (lines: Lines, queueId: QueueId): IterableIterator<Lane> | readonly Lane[] => lines.byQueue.get(queueId)?.values() ?? [];
export const lanesOfCounter = (lines: Lines, counterId: CounterId): IterableIterator<Lane> | readonly Lane[] => lines.byCounter.get(counterId)?.values() ?? [];

/** People of a queue who may be called now. */
export const waitingIn = (lines: Lines, queueId: QueueId): number => {
  let sum = 0;
  for (const lane of lanesOfQueue(lines, queueId)) sum += lane.index.size;
  return sum;
};
