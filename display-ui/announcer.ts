import { onScopeDispose, ref } from 'vue';
import type { Ref } from 'vue';
import type { AnnounceJob } from '../contract/device-jobs.ts';

export interface Announcer {
  /** The browser forbids sound until somebody touches the screen. */
  readonly silenced: Ref<boolean>;
  /** Plays one job after the other; resolves true when the words were heard to the end, false when they weren't (then the chime rang, if anything could). */
  readonly announce: (job: AnnounceJob) => Promise<boolean>;
  /** Finds out early whether sound is allowed, for a screen that is to speak. */
  readonly prepare: () => void;
}

const chime = '/audio/chime.wav';
/** A device that vanished never ends its sound. */
const patience = 3000;
const after = (ms: number): Promise<false> => new Promise((done) => setTimeout(() => done(false), ms));

const load = async (context: AudioContext, path: string): Promise<AudioBuffer> => {
  const answer = await fetch(path, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return context.decodeAudioData(await answer.arrayBuffer());
};

const playToEnd = (context: AudioContext, sound: AudioBuffer): Promise<boolean> => {
  const source = context.createBufferSource();
  source.buffer = sound;
  source.connect(context.destination);
  const ended = new Promise<boolean>((done) => {
    source.onended = () => done(true);
  });
  source.start();
  return Promise.race([ended, after(sound.duration * 1000 + patience)]);
};

/** The zone's voice. `hallTime` tells the server's time, by which jobs expire. */
export const useAnnouncer = (hallTime: () => number | null): Announcer => {
  const silenced = ref(false);
  let context: AudioContext | null = null;
  let chain: Promise<unknown> = Promise.resolve();

  const mayPlay = async (): Promise<AudioContext | null> => {
    context ??= new AudioContext();
    // Without a touch, resume() neither succeeds nor fails: it waits.
    if (context.state !== 'running') await Promise.race([context.resume(), after(500)]);
    silenced.value = context.state !== 'running';
    return silenced.value ? null : context;
  };
  const play = async (job: AnnounceJob): Promise<boolean> => {
    const now = hallTime();
    if (now !== null && now > Date.parse(job.expiresAt)) return false;
    const allowed = await mayPlay();
    if (allowed === null) return false;
    const ring = async (): Promise<false> => {
      await playToEnd(allowed, await load(allowed, chime));
      return false;
    };
    if (job.audio === null) return ring();
    const sound = await load(allowed, job.audio).catch(() => null);
    return sound === null ? ring() : playToEnd(allowed, sound);
  };
  const touched = (): void => {
    if (silenced.value) void mayPlay();
  };
  const gestures = ['pointerdown', 'touchend', 'keydown'] as const;
  for (const gesture of gestures) document.addEventListener(gesture, touched);
  onScopeDispose(() => {
    for (const gesture of gestures) document.removeEventListener(gesture, touched);
    void context?.close();
  });
  return {
    silenced,
    prepare: () => void mayPlay(),
    announce: (job) => {
      const spoken = chain.then(() => play(job)).catch(() => false);
      chain = spoken;
      return spoken;
    },
  };
};
