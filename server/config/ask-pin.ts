import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** One line of standard input without its line end; for scripts. Null when there is none. */
export const readPinLine = async (): Promise<string | null> => {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return null;
};

/** Asks on the terminal; what is typed is not shown. Null when the terminal was closed, or Ctrl-C pressed, instead of an answer. */
export const askHidden = (question: string): Promise<string | null> =>
  new Promise((resolve) => {
    process.stderr.write(question);
    const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
    const terminal = createInterface({ input: process.stdin, output: silence, terminal: true });
    const end = (answer: string | null): void => {
      terminal.removeAllListeners();
      terminal.close();
      process.stderr.write('\n');
      resolve(answer);
    };
    terminal.once('line', end);
    terminal.once('SIGINT', () => end(null));
    terminal.once('close', () => end(null));
  });

/** Why a PIN can't be used, in both languages; null when it can. The demo halls' PIN and runs of digits are what people try first. */
export const pinFault = (pin: string): string | null => {
  if (!/^\d{6,12}$/.test(pin)) return 'PIN 须是 6 至 12 位数字 / the PIN must be 6 to 12 digits';
  const steps = new Set([...pin].slice(1).map((digit, n) => Number(digit) - Number(pin[n])));
  return steps.size === 1 || pin === '246810' ? 'PIN 太容易被猜到，请换一个 / that PIN is too easy to guess; choose another' : null;
};
