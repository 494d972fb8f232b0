import type { DeviceId, StaffNumber, ZoneId } from '../../server/domain/brands.ts';
import type { HallConfig, MediaConfig } from '../../server/domain/hall-config.ts';
import { staffedHall } from './wide-hall.ts';

const shown = (file: string, more: Partial<MediaConfig> = {}): MediaConfig => ({ id: file.replace('.', '-'), file, text: { 'zh-CN': `图 ${file}`, en: `Picture ${file}` }, ...more });

/** The staffed hall with its east zone split, a screen of the west that is split by itself, and a photo of clerk 1001. */
export const mediaHall = (more: Partial<HallConfig> = {}): HallConfig => {
  const hall = staffedHall();
  return {
    ...hall,
    zones: hall.zones.map((zone) => (zone.id === 'east' ? { ...zone, layout: 'split' } : zone)),
    devices: [
      ...hall.devices,
      { id: 'display-west' as DeviceId, kind: 'display', name: { 'zh-CN': '西区分屏', en: 'Split west' }, zone: 'west' as ZoneId, layout: 'split' },
      { id: 'display-plain' as DeviceId, kind: 'display', name: { 'zh-CN': '东区大屏', en: 'Plain east' }, zone: 'east' as ZoneId, layout: 'calls' },
    ],
    media: [shown('all.svg'), shown('film.webm'), shown('west.png', { zones: ['west' as ZoneId] }), shown('only.png', { screens: ['display-west' as DeviceId], seconds: 30 })],
    staff: hall.staff.map((person) => (person.number === ('1001' as StaffNumber) ? { ...person, photo: '1001.jpg' } : person.number === ('1002' as StaffNumber) ? { ...person, photo: '1002.jpg' } : person)),
    ...more,
  };
};
