import type { HallEvent, JournalEntry } from '../../server/domain/event.ts';

/** product.md, "States of a leg", by event: from which states it may come, to which it leads, and what it does to the counter. */
const moves: { readonly [event: string]: { readonly from: readonly string[]; readonly to: string; readonly counter?: 'takes' | 'leaves' } } = {
  'leg-called': { from: ['waiting', 'absent'], to: 'called', counter: 'takes' },
  'leg-started': { from: ['called', 'waiting'], to: 'serving', counter: 'takes' },
  'leg-finished': { from: ['serving'], to: 'served', counter: 'leaves' },
  'leg-held': { from: ['serving'], to: 'held', counter: 'leaves' },
  'leg-resumed': { from: ['held'], to: 'serving', counter: 'takes' },
  'leg-returned': { from: ['held', 'absent'], to: 'waiting' },
  'leg-transferred': { from: ['called', 'serving'], to: 'waiting', counter: 'leaves' },
  'leg-requeued': { from: ['called', 'serving'], to: 'waiting', counter: 'leaves' },
  'leg-absent': { from: ['called', 'waiting'], to: 'absent', counter: 'leaves' },
  'leg-woken': { from: ['absent'], to: 'waiting' },
  'leg-closed': { from: ['waiting', 'called', 'held', 'absent'], to: 'closed', counter: 'leaves' },
};
const elsewhere = ['called', 'serving', 'held', 'absent'];

/** A reader of the journal that keeps only who is in which state and who stands where, and complains of what can't be. */
class Reader {
  readonly faults: string[] = [];
  private readonly states = new Map<string, string>();
  private readonly siblings = new Map<string, string[]>();
  private readonly away = new Set<string>();
  private readonly stands = new Map<string, string>();

  private ticketOf(leg: string): string { return leg.slice(0, leg.lastIndexOf('.')); }
  private begin(ticket: string, leg: string): void {
    this.states.set(leg, 'waiting');
    this.siblings.set(ticket, [...(this.siblings.get(ticket) ?? []), leg]);
  }

  private takes(counter: string, leg: string, event: string): void {
    const there = this.stands.get(counter);
    if (there !== undefined && there !== leg) this.faults.push(`${event}: ${leg} comes to ${counter}, where ${there} stands`);
    const ticket = this.ticketOf(leg);
    const busy = (this.siblings.get(ticket) ?? []).find((other) => other !== leg && elsewhere.includes(this.states.get(other) ?? ''));
    if (busy !== undefined && event !== 'leg-resumed') this.faults.push(`${event}: ${leg} comes to ${counter} while ${busy} is ${this.states.get(busy)}`);
    if (this.away.has(ticket)) this.faults.push(`${event}: ${leg} comes to ${counter} while away`);
    this.stands.set(counter, leg);
  }
  private leaves(leg: string): void {
    for (const [counter, there] of this.stands) if (there === leg) this.stands.delete(counter);
  }

  private move(event: Extract<HallEvent, { legId: string }>): void {
    const move = moves[event.type];
    if (move === undefined) return;
    const state = this.states.get(event.legId) ?? 'unknown';
    if (!move.from.includes(state)) this.faults.push(`${event.type}: ${event.legId} was ${state}`);
    if (move.counter === 'takes' && 'counterId' in event) this.takes(event.counterId, event.legId, event.type);
    if (move.counter === 'leaves') this.leaves(event.legId);
    this.states.set(event.legId, move.to);
  }

  read(event: HallEvent): void {
    if (event.type === 'ticket-issued') for (const leg of event.legs) this.begin(event.ticketId, leg.id);
    else if (event.type === 'leg-added') this.begin(event.ticketId, event.leg.id);
    else if (event.type === 'ticket-away') this.away.add(event.ticketId);
    else if (event.type === 'ticket-back') this.away.delete(event.ticketId);
    else if (event.type === 'undone') {
      this.leaves(event.act.before.id);
      this.states.set(event.act.before.id, event.act.before.state);
      if (event.act.beforeCurrent !== null) this.stands.set(event.counterId, event.act.beforeCurrent);
    } else if (event.type === 'counter-signed-out' && this.stands.has(event.counterId)) this.faults.push(`nobody sits at ${event.counterId} any more, where ${this.stands.get(event.counterId)} stands`);
    else if ('legId' in event) this.move(event);
    if (event.type === 'leg-closed') this.away.delete(this.ticketOf(event.legId));
  }
}

/** Moves in a journal that no leg may make, and two people at one counter, at any moment of it. */
export const impossibleMoves = (entries: readonly JournalEntry[]): readonly string[] => {
  const reader = new Reader();
  for (const { event } of entries) reader.read(event);
  return reader.faults.slice(0, 10);
};
