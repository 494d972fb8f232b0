import type { QueueId } from '../../server/domain/brands.ts';
import type { HallEvent } from '../../server/domain/event.ts';
import type { Hall } from '../../server/domain/hall.ts';
import type { HallEngine } from '../../server/engine/hall-engine.ts';

/** Queues in which an event puts somebody who may be called. */
const queuesOf = (hall: Hall, event: HallEvent): readonly QueueId[] => {
  switch (event.type) {
    case 'ticket-issued': return event.legs.map((leg) => leg.queueId);
    case 'leg-added': return [event.leg.queueId];
    case 'leg-transferred': return [event.queueId];
    case 'leg-woken': case 'leg-requeued': case 'leg-finished': {
      const leg = hall.legs.get(event.legId);
      const ticket = leg === undefined ? undefined : hall.tickets.get(leg.ticketId);
      return (ticket?.legs ?? []).flatMap((id) => hall.legs.get(id)?.queueId ?? []);
    }
    case 'ticket-back': return (hall.tickets.get(event.ticketId)?.legs ?? []).flatMap((id) => hall.legs.get(id)?.queueId ?? []);
    default: return [];
  }
};

/** What an idle clerk sees on the screen: somebody came. Taken from the engine beside the wire, so that 44 idle clerks needn't ask all the time. */
export class DayBell {
  private readonly ears = new Map<QueueId, Set<() => void>>();

  constructor(engine: HallEngine) {
    engine.onCommit((entries, hall) => {
      for (const { event } of entries) for (const queue of queuesOf(hall, event)) for (const ear of [...(this.ears.get(queue) ?? [])]) ear();
    });
  }

  /** Calls `ear` when somebody comes to one of the queues; returns how to stop listening. */
  listen(queues: readonly QueueId[], ear: () => void): () => void {
    for (const queue of queues) this.ears.set(queue, (this.ears.get(queue) ?? new Set()).add(ear));
    return () => {
      for (const queue of queues) this.ears.get(queue)?.delete(ear);
    };
  }
}
