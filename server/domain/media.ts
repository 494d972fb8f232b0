import type { DeviceId, ZoneId } from './brands.ts';
import type { HallConfig, MediaConfig, ScreenLayout } from './hall-config.ts';
import type { Hall } from './hall.ts';
import type { MediaFileView, MediaView } from './view-shapes.ts';

/** A mark of a file's content, part of its address; null: the file is not there. */
export type VersionOf = (file: string) => string | null;

const isFilm = (file: string): boolean => /\.(webm|mp4)$/i.test(file);

/** Every file the hall names, once each. Nothing else is ever served. */
export const filesOf = (config: HallConfig): ReadonlySet<string> =>
  new Set([...(config.media ?? []).map((item) => item.file), ...config.staff.flatMap((person) => (person.photo === undefined ? [] : [person.photo])), ...(config.papers?.logo === undefined ? [] : [config.papers.logo])]);

/** Where a screen gets a file; the address changes with the content, so what was fetched may be kept. */
export const mediaFileView = (hall: Hall, file: string, versionOf: VersionOf): MediaFileView | null => {
  const version = versionOf(file);
  return version === null ? null : { file, path: `/media/${hall.id}/${encodeURIComponent(file)}?v=${version}` };
};

export const layoutOf = (hall: Hall, zone: ZoneId, screen: DeviceId | null): ScreenLayout => {
  const device = screen === null ? undefined : hall.catalogue.devices.get(screen);
  return (device?.kind === 'display' ? device.layout : undefined) ?? hall.catalogue.zones.get(zone)?.layout ?? 'calls';
};

const usualSeconds = 12;
const isFor = (item: MediaConfig, zone: ZoneId, screen: DeviceId | null): boolean =>
  (item.zones === undefined && item.screens === undefined) || item.zones?.includes(zone) === true || (screen !== null && item.screens?.includes(screen) === true);

/** What stands at the side of a split screen, in the order of the hall file; a file that is not there is left out. */
export const mediaViews = (hall: Hall, zone: ZoneId, screen: DeviceId | null, versionOf: VersionOf): readonly MediaView[] =>
  (hall.catalogue.config.media ?? []).filter((item) => isFor(item, zone, screen)).flatMap((item) => {
    const found = mediaFileView(hall, item.file, versionOf);
    return found === null ? [] : [{ ...found, film: isFilm(item.file), text: item.text, seconds: item.seconds ?? usualSeconds }];
  });
