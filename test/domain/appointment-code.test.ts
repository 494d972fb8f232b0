import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { spacedCode } from '../../contract/booking-code.ts';
import { appointmentCode, readAppointmentCode } from '../../server/domain/appointment-code.ts';

const random = fc.integer({ min: 0, max: 99_999_999 });

it('the published example: 572 is checked by 4', () => expect(appointmentCode(572)).toBe('000005724'));

test('every code reads back, as typed, in groups, with hyphens or with wide digits', () => {
  fc.assert(fc.property(random, (n) => {
    const code = appointmentCode(n);
    expect(code).toMatch(/^\d{9}$/);
    const wide = [...code].map((d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)).join('');
    for (const typed of [code, spacedCode(code), ` ${spacedCode(code)} `, spacedCode(code).replaceAll(' ', '-'), wide]) expect(readAppointmentCode(typed)).toBe(code);
    expect(spacedCode(code)).toMatch(/^\d{3} \d{3} \d{3}$/);
  }));
});

test('one wrong digit, and two neighbours changed round, are always found', () => {
  fc.assert(fc.property(random, fc.nat(8), fc.integer({ min: 1, max: 9 }), (n, at, more) => {
    const code = [...appointmentCode(n)];
    const wrong = code.with(at, String((Number(code[at]) + more) % 10)).join('');
    expect(readAppointmentCode(wrong)).toBeNull();
    const [left, right] = [code[at], code[at + 1]];
    if (left === undefined || right === undefined || left === right) return;
    expect(readAppointmentCode(code.with(at, right).with(at + 1, left).join(''))).toBeNull();
  }));
});

it('nothing else is a code', () => {
  for (const typed of ['', '12345678', '1234567890', '12345678x', 'A00012345', '123.456.789', '٠٠٠٠٠٥٧٢٤']) expect(readAppointmentCode(typed), typed).toBeNull();
});
