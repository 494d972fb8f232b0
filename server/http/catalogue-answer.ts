import { pinyin } from 'pinyin-pro';
import type { CatalogueAnswer as Answer, CatalogueService, ServiceAnswer } from '../../contract/catalogue.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { ServiceConfig, Text } from '../domain/hall-config.ts';

const unique = (keys: readonly string[]): readonly string[] => [...new Set(keys.filter((key) => key !== ''))];
const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** What a visitor may type to find a service: pinyin initials ("shbx"), whole pinyin, English words, the hall's own words. */
const searchKeys = (service: ServiceConfig): readonly string[] => {
  const chinese = [service.name['zh-CN'], ...(service.searchWords ?? [])];
  const initials = chinese.map((text) => letters(pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('')));
  const whole = chinese.map((text) => letters(pinyin(text, { toneType: 'none', type: 'array' }).join('')));
  return unique([...initials, ...whole, letters(service.name.en), ...service.name.en.toLowerCase().split(/[^a-z0-9]+/)]);
};

/** One service for a phone that carries its check list away: a few hundred bytes where the catalogue has a few hundred thousand. */
export const serviceAnswer = (catalogue: Catalogue, id: string): ServiceAnswer | null => {
  const { config } = catalogue;
  const service = config.services.find((one) => one.id === id);
  if (service === undefined) return null;
  const departmentName = config.departments.find((one) => one.id === service.department)?.name ?? service.name;
  const counters = service.queue === undefined ? [] : (catalogue.countersOf.get(service.queue) ?? []).flatMap((counter) => catalogue.counters.get(counter)?.label ?? []);
  return { hallName: config.name, service: { ...service, departmentName }, counters };
};

/** The catalogue for kiosks, phones and counters. No staff, no hashes, no rules that are inside only. */
export const catalogueOf = (catalogue: Catalogue): Answer => {
  const { config } = catalogue;
  const departments = new Map<string, Text>(config.departments.map((d) => [d.id, d.name]));
  const services: readonly (CatalogueService & { readonly departmentId: string; readonly queueId: string | null })[] = config.services.map((service) => ({
    ...service, departmentId: service.department, queueId: service.queue ?? null, departmentName: departments.get(service.department) ?? service.name, searchKeys: searchKeys(service),
    counters: service.queue === undefined ? [] : (catalogue.countersOf.get(service.queue) ?? []),
  }));
  const home = config.home.map((tile) => {
    const name = tile.name ?? ('queue' in tile ? catalogue.queues.get(tile.queue)?.name : 'service' in tile ? catalogue.services.get(tile.service)?.name : undefined);
    return name === undefined ? tile : { ...tile, name };
  });
  return {
    hall: { id: config.id, name: config.name, timeZone: config.timeZone, languages: config.languages }, departments: config.departments, services,
    counters: config.counters.map(({ id, label, zone }) => ({ id, label, zone })), classes: config.classes.map(({ id, name, kind, proof }) => ({ id, name, kind, proof })),
    zones: config.zones, matters: config.matters, home, needs: config.needs, missed: config.missed, ratingForm: config.ratingForm,
    queues: config.queues.map(({ id, name, zone, prefix }) => ({ id, name, zone, prefix })), outcomes: config.outcomes, pauseReasons: config.pauseReasons, holdReasons: config.holdReasons, books: config.booking !== undefined || config.voucherDays !== undefined,
  };
};
