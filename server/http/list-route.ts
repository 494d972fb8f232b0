import type { FastifyInstance } from 'fastify';
import { answers } from '../../contract/http-answers.ts';
import { listBody } from '../../contract/http-shapes.ts';
import type { ServiceId } from '../domain/brands.ts';
import type { Language } from '../domain/hall-config.ts';
import { freshId } from '../engine/fresh-values.ts';
import type { House } from '../engine/house.ts';
import { pressRoute } from './press-route.ts';

/** What to bring for a service, printed at the kiosk of somebody who takes no number. */
export const listRoute = (app: FastifyInstance, house: House): void =>
  pressRoute<{ language?: Language; large?: boolean }>(app, house, {
    url: '/services/:service/print-list', body: listBody, summary: 'Print at this kiosk what to bring for a service', status: 201, answers: answers.listPrinted, who: (c) => c.kind === 'device' && c.use === 'kiosk',
    press: (c) => ({ commands: [{ type: 'print-list', by: c.by, serviceId: (c.params['service'] ?? '') as ServiceId, language: c.body.language ?? 'zh-CN', large: c.body.large ?? false, job: freshId() }] }),
    answer: (hall, _at, c) => {
      const last = c.by.kind === 'device' ? hall.devices.get(c.by.id)?.lists?.last : undefined;
      return { list: last === undefined ? null : { job: last.job, state: last.state } };
    },
  });
