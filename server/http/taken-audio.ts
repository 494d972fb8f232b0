import type { Language } from '../domain/hall-config.ts';
import { speakTaken, speakTicketState } from '../domain/spoken-call.ts';
import type { SpokenState, Utterance } from '../domain/spoken-call.ts';

/** Gives the path of a sound for these words, or null where a clip is missing. */
export type SpokenTaken = (language: Language, tokens: readonly string[]) => string | null;

const path = (spoken: SpokenTaken, utterance: Utterance, language: Language): string | null => spoken(language, utterance.tokens);
/** What a kiosk says when a number was taken, for people who can't read the screen. */
export const takenAudio = (spoken: SpokenTaken, number: string, ahead: number, language: Language): string | null => path(spoken, speakTaken(number, ahead, language), language);
export const stateAudio = (spoken: SpokenTaken, number: string, state: SpokenState, language: Language): string | null => path(spoken, speakTicketState(number, state, language), language);
