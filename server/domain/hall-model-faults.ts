import type { HallConfig, OwnModel } from './hall-config.ts';
import type { FaultPath, HallFault } from './hall-fault.ts';
import { hallFault, nameOf, referenceFault } from './hall-fault.ts';

type Family = 'printer' | 'board' | 'keypad' | 'reader';
/** What the drivers know of models of devices; they are no part of the rules, so it is handed in. */
export interface DeviceModels {
  readonly shipped: Readonly<Record<Family, ReadonlySet<string>>>;
  /** What is wrong with a connection, in English; null when nothing is. */
  readonly connectionFault: (kind: Family, connection: string, profile: string) => string | null;
  /** `field`: the path within the model. */
  readonly faultsOf: (family: 'board' | 'keypad', model: unknown) => readonly { readonly field: FaultPath; readonly zh: string; readonly en: string }[];
}

const idOf = (model: OwnModel): string => (typeof model['id'] === 'string' ? model['id'] : '');

const ownFaults = (models: DeviceModels, family: 'board' | 'keypad', own: readonly OwnModel[]): readonly HallFault[] => {
  const section = family === 'board' ? 'boards' : 'keypads';
  return own.flatMap((model, index): readonly HallFault[] => {
    const path: FaultPath = ['models', section, index];
    const id = idOf(model);
    const twice = own.findIndex((other) => idOf(other) === id);
    return [
      ...models.faultsOf(family, model).map(({ field, zh, en }) => hallFault('model-fault', [...path, ...field], `型号“${id}”：${zh}`, `Model “${id}”: ${en}`)),
      ...(models.shipped[family].has(id) ? [hallFault('model-shipped', [...path, 'id'], `“${id}”是自带的型号，请换一个名字`, `“${id}” is the name of a shipped model; choose another`)] : []),
      ...(twice < index && id !== '' ? [hallFault('duplicate-id', [...path, 'id'], `型号“${id}”写了两次`, `Model “${id}” stands here twice`)] : []),
    ];
  });
};

/** Models that the hall brings, and every device whose model nobody knows. */
export const modelFaults = (hall: Pick<HallConfig, 'devices' | 'models'>, models: DeviceModels): readonly HallFault[] => {
  const { boards = [], keypads = [] } = hall.models ?? {};
  const known = (family: Family): ReadonlySet<string> => new Set([...models.shipped[family], ...(family === 'board' ? boards : family === 'keypad' ? keypads : []).map(idOf)]);
  return [
    ...ownFaults(models, 'board', boards), ...ownFaults(models, 'keypad', keypads),
    ...hall.devices.flatMap((device, index) => {
      if (!('profile' in device)) return [];
      const reason = models.connectionFault(device.kind, device.connection, device.profile);
      return [
        ...referenceFault(['devices', index, 'profile'], nameOf[device.kind], device.profile, known(device.kind)),
        ...(reason === null ? [] : [hallFault('connection-fault', ['devices', index, 'connection'], `连接写法有误（${reason}）`, `This connection leads nowhere: ${reason}`)]),
      ];
    }),
  ];
};
