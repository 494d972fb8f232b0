/**
 * The code of an appointment: nine digits, read out and typed in groups of three. The last one checks the others, so that a
 * kiosk can say "mistyped" and need not ask who is known by that number. It is Damm's check over his quasigroup of order ten
 * (H. M. Damm, 2004), which finds every single wrong digit and every pair of neighbours changed round.
 */
const table = ['0317598642', '7092154863', '4206871359', '1750983426', '6123045978', '3674209581', '5869720134', '8945362017', '9438617205', '2581436790'];
const checkOf = (digits: string): string => {
  let carried = 0;
  for (const digit of digits) carried = Number(table[carried]?.[Number(digit)] ?? 0);
  return String(carried);
};

/** `random`: a whole number from 0 to 99,999,999 that nobody can guess. */
export const appointmentCode = (random: number): string => {
  const digits = String(random).padStart(8, '0');
  return digits + checkOf(digits);
};

/** What somebody typed, as a code: spaces, hyphens and the wide digits of Chinese keyboards are taken as meant. Null when no code has this form. */
export const readAppointmentCode = (typed: string): string | null => {
  const digits = typed.normalize('NFKC').replace(/[\s-]/g, '');
  return /^[0-9]{9}$/.test(digits) && checkOf(digits) === '0' ? digits : null;
};
