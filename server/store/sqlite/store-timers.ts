/** How the store lets time pass. `after` calls once, and gives what calls it off. */
export interface StoreTimers { readonly after: (ms: number, run: () => void) => () => void }

export const processTimers: StoreTimers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
