import type { HallRule } from './hall-fault.ts';
import { hallFault, idsOf, nameOf, referenceFault } from './hall-fault.ts';

const layouts: HallRule = {
  reads: ['devices'],
  check: (hall) => hall.devices.flatMap((device, index) => device.kind === 'display' && device.layout !== undefined && device.zone === undefined
    ? [hallFault('layout-without-zone', ['devices', index, 'layout'],
      `“${device.id}”是窗口屏，layout 只对区域大屏起作用`, `“${device.id}” is the screen of a counter; layout is for screens of a zone`)] : []),
};

const mediaZones: HallRule = {
  reads: ['media', 'zones'],
  check: (hall) => {
    const zones = idsOf(hall.zones);
    return (hall.media ?? []).flatMap((item, index) => (item.zones ?? []).flatMap((zone, place) =>
      referenceFault(['media', index, 'zones', place], nameOf.zone, zone, zones)));
  },
};

const mediaScreens: HallRule = {
  reads: ['media', 'devices'],
  check: (hall) => {
    const displays = idsOf(hall.devices.filter((device) => device.kind === 'display' && device.zone !== undefined));
    const others = idsOf(hall.devices);
    return (hall.media ?? []).flatMap((item, index) => (item.screens ?? []).flatMap((screen, place) => {
      const path = ['media', index, 'screens', place];
      if (!others.has(screen) || displays.has(screen)) return referenceFault(path, nameOf.device, screen, displays);
      return [hallFault('not-a-display', path, `“${screen}”不是区域大屏，不能放图片和影片`, `“${screen}” is not a screen of a zone and shows no pictures or films`)];
    }));
  },
};

/** How screens are cut up, and what stands at their side. */
export const mediaRules: readonly HallRule[] = [layouts, mediaZones, mediaScreens];
