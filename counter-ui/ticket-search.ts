import type { Client } from '../contract/client.ts';
import type { TicketAnswer } from '../contract/http-shapes.ts';

export type FoundTicket = Pick<TicketAnswer, 'id' | 'number' | 'state'> & Partial<TicketAnswer>;

/** Today's ticket of a printed number, or null. A number is used once a day in a hall. */
export const findTicket = async (client: Client, hall: string, number: string): Promise<FoundTicket | null> => {
  const answer = await client.get<{ readonly tickets: readonly FoundTicket[] }>(`/api/halls/${encodeURIComponent(hall)}/tickets?number=${encodeURIComponent(number)}`);
  return answer.ok ? answer.body.tickets[0] ?? null : null;
};
