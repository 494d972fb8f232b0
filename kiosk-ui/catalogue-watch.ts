import { onScopeDispose, shallowRef, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { Client } from '../contract/client.ts';
import type { CatalogueAnswer } from '../contract/catalogue.ts';
import { indexHall } from './flow/hall-index.ts';
import type { HallIndex } from './flow/hall-index.ts';

const hour = 3_600_000;
const soon = 5_000;

/** The catalogue, asked for once, then each hour and after each reconnect; the browser's cache answers by ETag when nothing changed. */
export const useCatalogue = (client: Client, hallPath: string, connected: Readonly<Ref<boolean>>): ShallowRef<HallIndex | null> => {
  const hall: ShallowRef<HallIndex | null> = shallowRef(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let known = '';
  const load = async (): Promise<void> => {
    clearTimeout(timer);
    const answer = await client.get<CatalogueAnswer>(`${hallPath}/catalogue`);
    clearTimeout(timer);
    timer = setTimeout(() => void load(), answer.ok ? hour : soon);
    if (!answer.ok) return;
    // The same catalogue again must not throw a reader back to the first page.
    const text = JSON.stringify(answer.body);
    if (text === known) return;
    known = text;
    hall.value = indexHall(answer.body);
  };
  watch(connected, (now) => {
    if (now) void load();
  }, { immediate: true });
  onScopeDispose(() => clearTimeout(timer));
  return hall;
};
