import type { Text } from '../../../contract/live-events.ts';

/** Answer of GET /api/start. `hall` is null on a server without one. `demo` only on loopback, and only for a demo hall. */
export interface StartAnswer {
  readonly hall: string | null;
  readonly name?: Text;
  readonly links: readonly { readonly path: string; readonly name: Text; readonly about: Text; readonly demo?: { readonly staffNumber: string; readonly pin: string } }[];
}
export interface HealthAnswer { readonly status: string; readonly version: string }
export interface HallAnswer { readonly name?: Text; readonly open?: boolean }

/** `asking`: nothing is known yet, which must not look like a closed hall. */
export type HallState = 'asking' | 'unreachable' | 'ill' | 'open' | 'closed';
export const hallState = (reached: boolean | null, health: HealthAnswer | null, hall: HallAnswer | null): HallState => {
  if (reached === null) return 'asking';
  if (!reached) return 'unreachable';
  if (health === null || hall === null) return 'ill';
  return hall.open === false ? 'closed' : 'open';
};

/** The demo's people, once each, under the name of the first page that is theirs. */
export const demoSignIns = (start: StartAnswer | null): readonly { readonly name: Text; readonly staffNumber: string; readonly pin: string }[] => {
  const found = new Map<string, { readonly name: Text; readonly staffNumber: string; readonly pin: string }>();
  for (const link of start?.links ?? []) if (link.demo !== undefined && !found.has(link.demo.staffNumber)) found.set(link.demo.staffNumber, { name: link.name, ...link.demo });
  return [...found.values()];
};
