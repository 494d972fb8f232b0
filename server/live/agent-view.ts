import type { AgentView } from '../../contract/device-jobs.ts';
import type { DeviceId, Instant } from '../domain/brands.ts';
import type { OwnModel } from '../domain/hall-config.ts';
import type { Hall } from '../domain/hall.ts';
import { padShows } from '../domain/keypad.ts';
import { boardPicture, testPicture } from './board-picture.ts';
import { slipPaper } from './slip-paper.ts';

/** Everything an agent must run and show. Names are for whoever stands before its computer, which has one language. */
export const agentView = (hall: Hall, agent: DeviceId, at: Instant, tested: (board: DeviceId) => boolean = () => false): AgentView => {
  const own = hall.catalogue.config.devices.flatMap((device) => ('agent' in device && device.agent === agent ? [device] : []));
  const { boards = [], keypads = [] } = hall.catalogue.config.models ?? {};
  const modelOf = (own: readonly OwnModel[], profile: string): { readonly model?: OwnModel } => {
    const model = own.find(({ id }) => id === profile);
    return model === undefined ? {} : { model };
  };
  const slip = slipPaper(hall);
  const wired = ({ id, name, profile, connection }: (typeof own)[number]) => ({ id, name: name['zh-CN'], profile, connection });
  return {
    seq: hall.seq,
    printers: own.flatMap((device) => (device.kind === 'printer' ? [{ ...wired(device), slip }] : [])),
    boards: own.flatMap((device) => (device.kind === 'board' ? [{ ...wired(device), ...modelOf(boards, device.profile), address: device.address ?? 1, picture: tested(device.id) ? testPicture(hall, at) : boardPicture(hall, device, at) }] : [])),
    keypads: own.flatMap((device) => (device.kind === 'keypad' ? [{ ...wired(device), ...modelOf(keypads, device.profile), address: device.address ?? 1, shows: padShows(hall, device.counter, at) }] : [])),
    readers: own.flatMap((device) => (device.kind === 'reader' ? [wired(device)] : [])),
  };
};
