import type { AccessStore, DeviceSession, Pairing, StaffSession } from './store.ts';

/** Sessions and pairings that live as long as the process. */
export const memoryAccess = (): AccessStore => {
  const sessions = new Map<string, StaffSession>();
  const devices = new Map<string, DeviceSession>();
  const pairings = new Map<string, Pairing>();
  return {
    saveSession: async (hash, session) => { sessions.set(hash, { ...session }); },
    findSession: async (hash) => sessions.get(hash) ?? null,
    dropSession: async (hash) => { sessions.delete(hash); },
    saveDevice: async (hash, device) => { devices.set(hash, { ...device }); },
    findDevice: async (hash) => devices.get(hash) ?? null,
    savePairing: async (hash, pairing) => { pairings.set(hash, { ...pairing }); },
    takePairing: async (hash, now) => {
      const found = pairings.get(hash);
      pairings.delete(hash);
      for (const [key, { expiresAt }] of pairings) if (expiresAt <= now) pairings.delete(key);
      return found === undefined || found.expiresAt <= now ? null : found;
    },
  };
};
