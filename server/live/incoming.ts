import type { BoardShown, CardRead, CodeRead, DeviceReport, KeyPress, PrintReport } from '../../contract/device-jobs.ts';

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
export const isKeyPress = (value: unknown): value is KeyPress => isObject(value) && isName(value['device']) && isName(value['key']);
const matches = (value: unknown, pattern: RegExp): boolean => typeof value === 'string' && pattern.test(value);
export const isCardRead = (value: unknown): value is CardRead => isObject(value) && isName(value['device']) && matches(value['number'], /^[0-9A-Z]{5,18}$/) && matches(value['birth'], /^(19|20)\d\d-\d\d-\d\d$/);
export const isCodeRead = (value: unknown): value is CodeRead => isObject(value) && isName(value['device']) && typeof value['text'] === 'string' && value['text'].length > 0 && value['text'].length <= 512;
