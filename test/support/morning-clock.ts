const morning = Date.parse('2026-03-03T09:07:00+08:00');

/** A clock that runs and can be put forward, and begins on a Tuesday morning in China at whatever hour the tests run: late in the day few times are left to choose from. */
export const morningClock = (): { readonly ahead: { ms: number }; readonly clock: { readonly wall: () => number; readonly mono: () => number } } => {
  const ahead = { ms: 0 };
  const began = performance.now();
  return { ahead, clock: { wall: () => morning + performance.now() - began + ahead.ms, mono: () => performance.now() + ahead.ms } };
};
