import { onScopeDispose, ref, shallowRef } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { ServiceAnswer } from '../../contract/catalogue.ts';
import type { Client } from '../../contract/client.ts';
import { findHall } from '../../ui-kit/which-hall.ts';

const again = 3000;

/** What a service says, asked until it is answered: a hall's network is often slow. */
export const useServiceText = (client: Client, id: string): { readonly answer: Readonly<ShallowRef<ServiceAnswer | null>>; readonly unknown: Readonly<Ref<boolean>> } => {
  const answer: ShallowRef<ServiceAnswer | null> = shallowRef(null);
  const unknown = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async (hall: string): Promise<void> => {
    const said = await client.get<ServiceAnswer>(`/api/halls/${encodeURIComponent(hall)}/services/${encodeURIComponent(id)}`);
    if (said.ok) answer.value = said.body;
    else if (said.problem?.status === 404) unknown.value = true;
    else timer = setTimeout(() => void ask(hall), again);
  };
  onScopeDispose(() => clearTimeout(timer));
  const named = new URLSearchParams(location.search).get('hall');
  if (named !== null) void ask(named);
  else void findHall(client).then((hall) => ask(hall.id));
  return { answer, unknown };
};
