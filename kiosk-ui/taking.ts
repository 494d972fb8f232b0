import { onScopeDispose } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { Client } from '../contract/client.ts';
import type { TicketAnswer } from '../contract/http-shapes.ts';
import { usePress } from '../ui-kit/press.ts';
import type { Comfort } from './comfort.ts';
import { casesAsked } from './flow/cases.ts';
import { issueBody, refuse, servicesToTake, take, taken, unsure } from './flow/flow.ts';
import type { Flow, Shown } from './flow/flow.ts';
import type { HallIndex } from './flow/hall-index.ts';

/** For so long a press without an answer is sent again with its key before the visitor is sent to the guide. */
const patience = 30_000;

interface Taking { readonly takeNumber: () => void; /** 签到: the number for an appointment. */ readonly checkIn: (shown: Shown, as: 'booked' | 'number') => void; readonly again: Readonly<Ref<boolean>> }
interface TakingTools {
  readonly client: Client;
  readonly hallPath: string;
  readonly hall: Readonly<ShallowRef<HallIndex>>;
  readonly flow: ShallowRef<Flow>;
  readonly comfort: Comfort;
  readonly speak: (path: string | null | undefined) => void;
}

/** The press on 取号. Two taps are one press, and one press is one ticket. */
export const useTaking = ({ client, hallPath, hall, flow, comfort, speak }: TakingTools): Taking => {
  const press = usePress<{ readonly ticket: TicketAnswer }>(client);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = (path: string, body: object): void => {
    flow.value = take(flow.value);
    timer = setTimeout(() => {
      press.giveUp();
      flow.value = unsure(flow.value);
    }, patience);
    void press.press(`${hallPath}${path}`, body).then((answer) => {
      clearTimeout(timer);
      if (answer !== null) {
        flow.value = taken(answer.ticket);
        speak(answer.ticket.audio);
      } else if (press.refusal.value !== null) flow.value = refuse(flow.value, press.refusal.value);
    });
  };
  const takeNumber = (): void => {
    if (press.busy.value || servicesToTake(flow.value).length === 0) return;
    const services = servicesToTake(flow.value).map((id) => hall.value.services.get(id)).filter((service) => service !== undefined);
    send('/tickets', issueBody(flow.value, { cases: casesAsked(services) !== null, language: comfort.language.value, large: comfort.large.value }));
  };
  const checkIn: Taking['checkIn'] = (shown, as) => {
    if (!press.busy.value) send('/check-ins', { ...shown, as, language: comfort.language.value, ...(comfort.large.value ? { large: true } : {}) });
  };
  onScopeDispose(() => clearTimeout(timer));
  return { takeNumber, checkIn, again: press.noAnswer };
};
