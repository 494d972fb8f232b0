import type { DeviceFault } from '../../contract/device-jobs.ts';

/** `stalled`: the deadline passed and some bytes may still arrive; `closed`: the line went, some bytes may have arrived. */
export type WriteOutcome = 'written' | 'stalled' | 'closed';

/** One open line to a device: bytes in here, bytes out through the listener. It is never opened again; dial a new one. */
export interface Wire {
  /** `withinMs` is granted on top of the time the line itself needs for the bytes. Never rejects. */
  write(bytes: Uint8Array, withinMs: number): Promise<WriteOutcome>;
  /** Drops what has not left yet. Never rejects; `onClose` is not called for a close asked for here. */
  close(): Promise<void>;
}

export interface WireListener {
  onData(bytes: Uint8Array): void;
  /** The line went by itself; called once. */
  onClose(): void;
}

export type Opening = { readonly ok: true; readonly wire: Wire } | { readonly ok: false; readonly fault: DeviceFault };

/** A way to reach a device. Every opening makes a fresh wire, because serialport objects cannot be trusted after a loss. */
export interface Transport {
  open(listener: WireListener): Promise<Opening>;
}
