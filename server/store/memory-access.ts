import type { AccessStore, PairedDevice, Pairing, StaffSession } from './store.ts';

/** Sessions and pairings that live as long as the process. */
export const memoryAccess = (): AccessStore => {
  const sessions = new Map<string, StaffSession>();
  const devices = new Map<string, PairedDevice>();
  const pairings = new Map<string, Pairing>();
  return {
    saveSession: async (hash, session) => { sessions.set(hash, { ...session }); },
    findSession: async (hash) => sessions.get(hash) ?? null,
    dropSession: async (hash) => { sessions.delete(hash); },
    saveDevice: async (tokenHash, device, pairedAt) => { devices.set(tokenHash, { ...device, tokenHash, pairedAt }); },
    findDevice: async (hash) => {
      const found = devices.get(hash);
      return found === undefined ? null : { hall: found.hall, device: found.device, kind: found.kind, counter: found.counter };
    },
    listDevices: async (hall) => [...devices.values()].filter((device) => device.hall === hall).sort((a, b) => (b.pairedAt ?? 0) - (a.pairedAt ?? 0)),
    dropDevice: async (hash) => { devices.delete(hash); },
    savePairing: async (hash, pairing) => { pairings.set(hash, { ...pairing }); },
    takePairing: async (hash, now) => {
      const found = pairings.get(hash);
      pairings.delete(hash);
      for (const [key, { expiresAt }] of pairings) if (expiresAt <= now) pairings.delete(key);
      return found === undefined || found.expiresAt <= now ? null : found;
    },
  };
};
