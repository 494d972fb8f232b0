import { onMounted, onScopeDispose, ref } from 'vue';
import type { Ref } from 'vue';
import { emptyCatalogue } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { useClient } from './hall-client.ts';

/** The hall's catalogue; asked again every 3 s until it came, since a desk may be opened before its server. */
export const useCatalogue = (hall: string): Readonly<Ref<Catalogue>> => {
  const client = useClient();
  const catalogue = ref<Catalogue>(emptyCatalogue);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let left = false;
  const load = async (): Promise<void> => {
    const answer = await client.get<Catalogue>(`/api/halls/${encodeURIComponent(hall)}/catalogue`);
    if (answer.ok) catalogue.value = { ...emptyCatalogue, ...answer.body };
    else if (!left) timer = setTimeout(() => void load(), 3000);
  };
  onMounted(load);
  onScopeDispose(() => {
    left = true;
    clearTimeout(timer);
  });
  return catalogue;
};
