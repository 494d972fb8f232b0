import type { Role } from '../domain/hall-config.ts';
import type { Caller } from '../engine/access.ts';

export const isRole = (caller: Caller, ...roles: readonly Role[]): boolean => caller.kind === 'staff' && caller.roles.some((role) => roles.includes(role));
