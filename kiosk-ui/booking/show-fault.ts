import { nextTick } from 'vue';

/** A list of times is long: what went wrong is said where somebody looks. */
export const showFault = (): void => void nextTick(() => document.querySelector('.fault')?.scrollIntoView({ block: 'center' }));
