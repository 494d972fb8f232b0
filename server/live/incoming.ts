import type { BoardShown, CardRead, CardUnread, CodeRead, DeviceHealth, DeviceReport, KeyPress, PortSeen, PrintReport } from '../../contract/device-jobs.ts';

/** What sockets send is checked here, once, before anything believes it. */
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isName = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value);
const optionalName = (value: unknown): boolean => value === undefined || isName(value);
const printStates: readonly unknown[] = ['printing', 'printed', 'sent', 'not-printed', 'unknown'];
const deviceStates: readonly unknown[] = ['ok', 'warning', 'fault', 'unknown'];

export const isPrintReport = (value: unknown): value is PrintReport => isObject(value) && isName(value['job']) && printStates.includes(value['state']) && optionalName(value['fault']);
export const isDeviceReport = (value: unknown): value is DeviceReport => isObject(value) && isName(value['device']) && deviceStates.includes(value['state']) && optionalName(value['fault']) && optionalName(value['warning']);
const isFile = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= 100;
/** Which files a screen could not show; only names that the hall file has are believed. */
export const isFileList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.length <= 64 && value.every(isFile);
export const isShown = (value: unknown): value is readonly string[] => Array.isArray(value) && value.length <= 64 && value.every(isName);
export const isBoardShown = (value: unknown): value is BoardShown => isObject(value) && isName(value['device']) && isShown(value['calls']) && Number.isSafeInteger(value['newest']);
const isMoment = (value: unknown): boolean => value === null || (Number.isSafeInteger(value) && (value as number) >= 0);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isHealth = (value: unknown): value is DeviceHealth => isObject(value) && isName(value['device']) && isMoment(value['lastSeen']) && isMoment(value['lastGood']) && isCount(value['done']) && isCount(value['faults']) && isMoment(value['rollMm']);
export const isHealthList = (value: unknown): value is readonly DeviceHealth[] => Array.isArray(value) && value.length <= 40 && value.every(isHealth);
const portKinds: readonly unknown[] = ['serial', 'printer', 'keys'];
const isPort = (value: unknown): value is PortSeen => isObject(value) && portKinds.includes(value['kind']) && typeof value['path'] === 'string' && /^\/dev\/[\x21-\x7e]{1,200}$/.test(value['path']);
export const isPortList = (value: unknown): value is readonly PortSeen[] => Array.isArray(value) && value.length <= 64 && value.every(isPort);
export const isCardUnread = (value: unknown): value is CardUnread => isObject(value) && isName(value['device']);
export const isKeyPress = (value: unknown): value is KeyPress => isObject(value) && isName(value['device']) && isName(value['key']);
const matches = (value: unknown, pattern: RegExp): boolean => typeof value === 'string' && pattern.test(value);
export const isCardRead = (value: unknown): value is CardRead => isObject(value) && isName(value['device']) && matches(value['number'], /^[0-9A-Z]{5,18}$/) && matches(value['birth'], /^(19|20)\d\d-\d\d-\d\d$/);
export const isCodeRead = (value: unknown): value is CodeRead => isObject(value) && isName(value['device']) && typeof value['text'] === 'string' && value['text'].length > 0 && value['text'].length <= 512;
