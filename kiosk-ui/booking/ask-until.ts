import { onScopeDispose, ref, shallowRef } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { Client } from '../../contract/client.ts';
import type { Problem } from '../../contract/http-shapes.ts';

export interface Asked<T> {
  readonly answer: Readonly<ShallowRef<T | null>>;
  /** The server's no; null while none was said. */
  readonly refused: Readonly<ShallowRef<Problem | null>>;
  /** Nothing came the last time; it is asked again. */
  readonly waiting: Readonly<Ref<boolean>>;
  readonly ask: (path: string) => void;
}
const again = 3000;

/** Reads something, again and again until it is answered: a phone's network comes and goes. The latest path counts. */
export const useAsked = <T>(client: Client): Asked<T> => {
  const answer: ShallowRef<T | null> = shallowRef(null);
  const refused: ShallowRef<Problem | null> = shallowRef(null);
  const waiting = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wanted = 0;
  const ask = (path: string): void => {
    const mine = (wanted += 1);
    clearTimeout(timer);
    refused.value = null;
    void client.get<T>(path).then((said) => {
      if (mine !== wanted) return;
      waiting.value = !said.ok && said.problem === null;
      if (said.ok) answer.value = said.body;
      else if (said.problem !== null && said.problem.status < 500) refused.value = said.problem;
      else timer = setTimeout(() => ask(path), again);
    });
  };
  onScopeDispose(() => {
    wanted += 1;
    clearTimeout(timer);
  });
  return { answer, refused, waiting, ask };
};
