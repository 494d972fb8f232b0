import { onScopeDispose } from 'vue';

const deadAfter = 10 * 60_000;
const oldAfter = 20 * 3_600_000;
const check = 30_000;

/** Reloads only when the server answers: a browser that reloads without one is left with its own error page, and nobody is there to press a key. */
const reloadIfServed = async (): Promise<void> => {
  const alive = await fetch('/api/health', { cache: 'no-store' }).then((answer) => answer.status < 600, () => false);
  if (alive) location.reload();
};

interface Signs {
  /** `performance.now()` of the last sign of life, a view or an open line; null before the first. */
  readonly alive: () => number | null;
  readonly quiet: () => boolean;
}

/** Starts the page anew when it heard nothing for 10 min, and about once a day (after 20 h) at a quiet moment. */
export const useWatchdog = ({ alive, quiet }: Signs): void => {
  const opened = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - (alive() ?? opened) > deadAfter || (now - opened > oldAfter && quiet())) void reloadIfServed();
  }, check);
  onScopeDispose(() => clearInterval(timer));
};
