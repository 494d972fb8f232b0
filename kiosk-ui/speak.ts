/** Plays a path of this server. A browser that forbids sound, or a missing clip, must not stop anybody: the number stands on the screen. */
export const createSpeaker = (): ((path: string | null | undefined) => void) => {
  let playing: HTMLAudioElement | null = null;
  return (path) => {
    playing?.pause();
    playing = null;
    if (path === null || path === undefined) return;
    playing = new Audio(path);
    playing.play().catch(() => undefined);
  };
};
