import { ref } from 'vue';
import type { Ref } from 'vue';

export interface Bell {
  /** Phones let a page sound only after a touch on it. */
  readonly on: Readonly<Ref<boolean>>;
  readonly possible: boolean;
  readonly allow: () => void;
  readonly ring: () => void;
}

/** Two tones and a buzz, made by the phone itself so that nothing has to be loaded. */
export const createBell = (): Bell => {
  const possible = typeof AudioContext !== 'undefined';
  const on = ref(false);
  let audio: AudioContext | null = null;
  const tone = (hertz: number, from: number, loud: number): void => {
    if (audio === null) return;
    const source = audio.createOscillator();
    const volume = audio.createGain();
    source.frequency.value = hertz;
    volume.gain.setValueAtTime(loud, audio.currentTime + from);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + from + 0.8);
    source.connect(volume);
    volume.connect(audio.destination);
    source.start(audio.currentTime + from);
    source.stop(audio.currentTime + from + 0.8);
  };
  const allow = (): void => {
    audio = audio ?? new AudioContext();
    void audio.resume();
    on.value = true;
    tone(880, 0, 0.15);
  };
  const ring = (): void => {
    // Messaging apps switch vibration off, or let it throw.
    try {
      navigator.vibrate([400, 200, 400, 200, 400]);
    } catch {
      // The colour of the whole page says it too.
    }
    [0, 1.2, 2.4].forEach((from) => {
      tone(880, from, 0.5);
      tone(660, from + 0.4, 0.5);
    });
  };
  return { on, possible, allow, ring };
};
