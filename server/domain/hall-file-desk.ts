import type { DeviceConfig, HallConfig, Text } from './hall-config.ts';

/** Where halls are changed from a page. */
export interface HallFileDesk {
  /** A changed hall as its file would be read, or everything that is wrong with it. */
  readonly check: (config: HallConfig) => { readonly ok: true; readonly config: HallConfig } | { readonly ok: false; readonly faults: readonly { readonly path: string; readonly text: Text }[] };
  /** Names of shipped device models. */
  readonly models: Readonly<Record<'printer' | 'board' | 'keypad' | 'reader', ReadonlySet<string>>>;
  /** Writes them into the hall file, where there is one. Throws when it can't be written. */
  readonly saveDevices: (devices: readonly DeviceConfig[]) => void;
}
