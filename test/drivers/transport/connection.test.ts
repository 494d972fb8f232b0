import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConnection } from '../../../drivers/transport/connection.ts';
import { faultOfCode } from '../../../drivers/transport/device-file.ts';
import { faultOfOpening } from '../../../drivers/transport/serial.ts';

/** What a hall file lets through, as its schema is published. */
const schema = readFileSync(new URL('../../../halls/hall.schema.json', import.meta.url), 'utf8');
const pattern = new RegExp(JSON.parse(/"pattern": ("[^"\n]*sim:[^"\n]*")/.exec(schema)?.[1] ?? '"none"') as string);

describe('a connection as a hall file writes it', () => {
  it.each([
    ['sim:', { kind: 'sim' }],
    ['tcp://192.168.1.50:9100', { kind: 'tcp', host: '192.168.1.50', port: 9100 }],
    ['tcp://printer-1', { kind: 'tcp', host: 'printer-1', port: 9100 }],
    ['tcp://[fe80::1]:9101', { kind: 'tcp', host: 'fe80::1', port: 9101 }],
    ['serial:/dev/serial/by-id/usb-1', { kind: 'serial', path: '/dev/serial/by-id/usb-1', baud: 9600, bits: 8, parity: 'none', stop: 1, flow: 'none' }],
    ['file:/dev/usb/lp0', { kind: 'file', path: '/dev/usb/lp0' }],
    ['serial:COM3?baud=19200&bits=7&parity=even&stop=2&flow=rtscts', { kind: 'serial', path: 'COM3', baud: 19200, bits: 7, parity: 'even', stop: 2, flow: 'rtscts' }],
  ])('%s', (text, connection) => {
    expect(parseConnection(text)).toEqual({ ok: true, connection });
    expect(text).toMatch(pattern);
  });

  it.each([
    ['', 'must begin with'], ['usb:1', 'must begin with'], ['serial:', 'needs the path'], ['serial:/dev/x?baud=fast', 'baud=fast'],
    ['serial:/dev/x?baud=100', '300..921600'], ['serial:/dev/x?parity=mark', 'parity=mark'], ['serial:/dev/x?bits=9', 'bits=9'],
    ['serial:/dev/x?stop=3', 'stop=3'], ['serial:/dev/x?flow=dtr', 'flow=dtr'], ['serial:/dev/x?flow=toString', 'flow=toString'],
    ['serial:/dev/x?speed=9600', '"speed"'], ['tcp://', 'tcp://host:9100'], ['tcp://a:99999', '99999'], ['tcp://a b', 'tcp://host:9100'],
    ['file:', 'file:/dev/usb/lp0'], ['file:printer', 'file:/dev/usb/lp0'], ['file:/etc/passwd', 'file:/dev/usb/lp0'], ['file:/dev/../etc/passwd', 'file:/dev/usb/lp0'],
    ['file:/dev/usb/lp0?baud=9600', 'file:/dev/usb/lp0'],
  ])('%j is refused and the fault named', (text, words) => {
    const parsed = parseConnection(text);
    expect(parsed.ok ? '' : parsed.reason).toContain(words);
  });
});

it.each(['file:', 'file:printer', 'file:/etc/passwd', 'file:/dev/usb/lp0?baud=9600', 'usb:1', ''])('a hall file with the connection %j is refused', (text) => {
  expect(text).not.toMatch(pattern);
});

// Nothing here can be refused a port (the tests may run as root), so the system's words stand in for the case.
describe('the words of a refused opening', () => {
  it.each([
    ['Error: No such file or directory, cannot open /dev/ttyUSB9', 'port-missing'],
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'port-denied'],
    ['Error Resource temporarily unavailable Cannot lock port', 'port-busy'],
    ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'port-busy'],
    ['Error: Is a directory, cannot open /dev/serial', 'port-missing'],
    ['Opening COM3: Access denied', 'port-busy'],
    ['Opening COM9: File not found', 'port-missing'],
  ])('%s', (message, fault) => {
    expect(faultOfOpening(message)).toBe(fault);
  });
});

describe('the code of a refused device file', () => {
  it.each([['ENOENT', 'port-missing'], ['ENODEV', 'port-missing'], ['ENXIO', 'port-missing'], ['EISDIR', 'port-missing'], ['EACCES', 'port-denied'], ['EPERM', 'port-denied'], ['EBUSY', 'port-busy']])('%s', (code, fault) => {
    expect(faultOfCode(code)).toBe(fault);
  });
});
