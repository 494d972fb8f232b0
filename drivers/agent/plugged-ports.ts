import { readdir } from 'node:fs/promises';
import type { PortSeen } from '../../contract/device-jobs.ts';

/** Folders in which the system names what is plugged in by something that lasts (docs/devices.md). */
const folders: readonly { readonly path: string; readonly kind: PortSeen['kind']; readonly name: RegExp }[] = [
  { path: '/dev/serial/by-id', kind: 'serial', name: /./ },
  // Two adapters without a number of their own stand in by-id once; by-path tells their sockets apart.
  { path: '/dev/serial/by-path', kind: 'serial', name: /./ },
  { path: '/dev/usb', kind: 'printer', name: /^lp\d+$/ },
  { path: '/dev/input/by-id', kind: 'keys', name: /-event-kbd$/ },
];
const mostPorts = 64;

/** What is plugged in here. serialport's own list is not asked: it calls a program of udev that small systems lack. */
export const pluggedPorts = async (root = ''): Promise<readonly PortSeen[]> => {
  const found = await Promise.all(folders.map(async ({ path, kind, name }) => {
    const names = await readdir(root + path).catch(() => []);
    return names.filter((one) => name.test(one)).sort().map((one): PortSeen => ({ kind, path: `${path}/${one}` }));
  }));
  return found.flat().slice(0, mostPorts);
};
