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
  /** The line to the server is open. */
  readonly alive: () => boolean;
  /** Nobody would lose anything now. */
  readonly quiet: () => boolean;
}

/**
 * Starts the page anew when the line stayed dead for 10 min, and about once a day (after 20 h) at a quiet moment. Dead looks
 * are counted, not hours: a computer that slept through the night has only looked once.
 */
export const useWatchdog = ({ alive, quiet }: Signs): void => {
  const opened = performance.now();
  let deadLooks = 0;
  const timer = setInterval(() => {
    deadLooks = alive() ? 0 : deadLooks + 1;
    if (deadLooks * check >= deadAfter || (performance.now() - opened > oldAfter && quiet())) void reloadIfServed();
  }, check);
  onScopeDispose(() => clearInterval(timer));
};
