import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CounterId, DeviceId, HallId, LegId, ServiceId, StaffNumber, TicketId } from '../../server/domain/brands.ts';
import { instant } from '../../server/domain/brands.ts';
import type { Outcome, SideRow, Store } from '../../server/store/store.ts';
import { tinyCatalogue } from '../support/tiny-hall.ts';
import { openNewStore, storeKinds } from './new-store.ts';
import type { OpenedStore } from './new-store.ts';
import { asStored, hallId, hours, noReads, RehearsedHall } from './rehearsed-hall.ts';

const outcome = (key: string, body = '{}'): Outcome => ({ key, fingerprint: `print of ${key}`, status: 201, body });
const token = (ref: string): SideRow => ({ ref, kind: 'token', value: `token of ${ref}`, salt: 'salt' });
const reason = (ref: string): SideRow => ({ ref, kind: 'reason', value: `reason of ${ref}`, salt: 'salt' });
const kept = (kind: 'comment' | 'case-number'): SideRow => ({ ref: 't1', kind, value: `${kind} of t1`, salt: 'salt' });
const manager = { kind: 'staff', number: '4001' as StaffNumber } as const;

/** Every store keeps the same promises; what only a database can promise stands in sqlite-store.test.ts. */
describe.each(storeKinds)('the %s store', (kind) => {
  const faults: { beforeCommit?: () => void } = {};
  let opened: OpenedStore;
  let store: Store;
  beforeEach(() => {
    delete faults.beforeCommit;
    opened = openNewStore(kind, faults);
    store = opened.store;
  });
  afterEach(() => opened.remove());

  const outcomesOf = async (...keys: readonly string[]): Promise<readonly Outcome[]> => {
    const found: Outcome[] = [];
    await store.commit(hallId, { outcomeKeys: keys, numbersOf: null }, (facts) => {
      found.push(...facts.outcomes.values());
      return null;
    });
    return found;
  };
  const everything = async (): Promise<unknown> => ({ hall: await store.loadHall(hallId), journal: await store.journal(hallId, 0, 1000), halls: await store.listHalls() });

  test('says which it is, and knows no hall at first', async () => {
    expect(store.kind).toBe(kind);
    expect(await store.listHalls()).toEqual([]);
    expect(await store.loadHall(hallId)).toBeNull();
    expect(await store.journal(hallId, 0, 10)).toEqual([]);
    expect(await store.ticketOfToken('nobody')).toBeNull();
    expect(await store.side(hallId, 't1', 'token')).toBeNull();
  });

  test('loads what was written, after every step of a visit', async () => {
    const played = new RehearsedHall().open();
    const step = async (): Promise<void> => {
      await played.save(store);
      expect(await store.loadHall(hallId)).toEqual(asStored(played.hall));
    };
    await step();
    played.signIn('1', '1001').signIn('3', '1003').issue('t1').issue('t2', ['social-card', 'collect-papers']).issue('t3', ['business-licence'], { classId: 'priority' });
    await step();
    played.later(90_000.25).at1('call-next').at1('start');
    await step();
    played.run({ type: 'away', by: { kind: 'visitor' }, ticketId: 't2' as TicketId }).run({ type: 'ask-help', by: { kind: 'device', id: 'kiosk-1' as DeviceId }, id: 'h1' });
    played.run({ type: 'suspend', by: manager, id: 's1', scope: { kind: 'hall' }, reason: { 'zh-CN': '停电', en: 'No power' }, seal: 'sealed', expectedBack: instant(played.at + 1) });
    played.run({ type: 'report-device', by: manager, device: 'printer-1' as DeviceId, state: 'fault', fault: 'paper-out' });
    played.run({ type: 'service-info-wrong', by: { kind: 'device', id: 'kiosk-1' as DeviceId }, serviceId: 'pension' as ServiceId });
    played.run({ type: 'print-list', by: { kind: 'device', id: 'kiosk-1' as DeviceId }, serviceId: 'pension' as ServiceId, language: 'en', large: true, job: 'list-1' });
    await step();
    played.run({ type: 'report-list', by: manager, device: 'kiosk-1' as DeviceId, job: 'list-1', state: 'printing', fault: null });
    await step();
    // Checked and called wrong again within one transaction.
    played.run({ type: 'service-info-checked', by: manager, serviceId: 'pension' as ServiceId }).run({ type: 'service-info-wrong', by: { kind: 'device', id: 'kiosk-1' as DeviceId }, serviceId: 'pension' as ServiceId });
    await step();
    played.later(60_000).finishAt1().run({ type: 'end-suspension', by: manager, id: 's1' });
    await step();
  });

  test('a hall that was loaded goes on as the one in memory does', async () => {
    const kept = new RehearsedHall().open().signIn('1', '1001').issue('t1').issue('t2').issue('t3', ['business-licence'], { classId: 'appointment' });
    await kept.save(store);
    const again = new RehearsedHall(hallId, await store.loadHall(hallId));
    for (const one of [kept, again]) one.later(60_000).at1('call-next').at1('recall').at1('start').issue('t4', ['pension']).finishAt1().at1('call-next');
    expect(asStored(again.hall)).toEqual(asStored(kept.hall));
    const [inMemory, fromRows] = [kept.writes().entries, again.writes().entries];
    expect(fromRows).toEqual(inMemory);
  });

  test('gives nobody an object of its own', async () => {
    const played = new RehearsedHall().open().issue('t1');
    await played.save(store);
    const [first, second] = [await store.loadHall(hallId), await store.loadHall(hallId)];
    expect(first?.tickets[0]).not.toBe(second?.tickets[0]);
    expect(first?.tickets[0]).not.toBe(played.hall.tickets.get('t1' as TicketId));
  });

  test('writes nothing when there is nothing to write', async () => {
    await new RehearsedHall().open().save(store);
    const before = await everything();
    await store.commit(hallId, noReads, () => null);
    expect(await everything()).toEqual(before);
  });

  test('keeps nothing of a transaction that fails at COMMIT, and takes it when it is tried again', async () => {
    const played = new RehearsedHall().open();
    await played.save(store);
    const before = await everything();
    const writes = played.signIn('1', '1001').issue('t1').writes({ outcomes: [outcome('k1')], sides: [token('t1'), reason('t1')], config: { version: 2, config: tinyCatalogue().config } });
    faults.beforeCommit = () => { throw new Error('the disk is full'); };
    await expect(store.commit(hallId, noReads, () => writes)).rejects.toThrow('the disk is full');
    expect(await everything()).toEqual(before);
    expect(await outcomesOf('k1')).toEqual([]);
    expect(await store.ticketOfToken('token of t1')).toBeNull();
    expect(await store.side(hallId, 't1', 'reason')).toBeNull();

    delete faults.beforeCommit;
    await store.commit(hallId, noReads, () => writes);
    expect(await store.loadHall(hallId)).toEqual(asStored(played.hall, [1, 2]));
    expect(await outcomesOf('k1')).toEqual([outcome('k1')]);
  });

  test('rejects when deciding throws, and stays usable', async () => {
    const played = new RehearsedHall().open();
    await expect(store.commit(hallId, noReads, () => { throw new Error('a defect'); })).rejects.toThrow('a defect');
    expect(await store.listHalls()).toEqual([]);
    await played.save(store);
    expect(await store.listHalls()).toEqual([hallId]);
  });

  test('finds outcomes by their keys, inside the transaction, and takes each key once', async () => {
    const played = new RehearsedHall().open();
    await played.save(store, { outcomes: [outcome('k1', '{"n":"排号"}'), outcome('k2')] });
    expect(await outcomesOf('k2', 'k3', 'k1')).toEqual([outcome('k2'), outcome('k1', '{"n":"排号"}')]);
    const before = await everything();
    await expect(played.issue('t1').save(store, { outcomes: [outcome('k3'), outcome('k1', 'other')] })).rejects.toThrow();
    expect(await everything()).toEqual(before);
    expect(await outcomesOf('k1', 'k3')).toEqual([outcome('k1', '{"n":"排号"}')]);
  });

  test('an outcome alone, of a refusal, is a transaction too', async () => {
    const played = new RehearsedHall().open();
    await played.save(store);
    await played.save(store, { outcomes: [outcome('refused')] });
    expect(await outcomesOf('refused')).toHaveLength(1);
    expect((await store.loadHall(hallId))?.seq).toBe(played.hall.seq);
  });

  test('keeps tokens and texts beside the journal', async () => {
    const other = 'other' as HallId;
    await new RehearsedHall().open().issue('t1').issue('t2').save(store, { sides: [token('t1'), reason('t1'), token('t2')] });
    await new RehearsedHall(other).open().issue('t1').save(store, { sides: [{ ...token('t1'), value: 'of the other hall' }] });
    expect(await store.ticketOfToken('token of t2')).toEqual({ hall: hallId, ticketId: 't2' });
    expect(await store.ticketOfToken('of the other hall')).toEqual({ hall: other, ticketId: 't1' });
    expect(await store.ticketOfToken('reason of t1')).toBeNull();
    expect(await store.side(hallId, 't1', 'reason')).toEqual(reason('t1'));
    expect(await store.side(hallId, 't1', 'comment')).toBeNull();
    expect(await store.side(hallId, 't2', 'reason')).toBeNull();
    expect(await store.side(other, 't1', 'token')).toEqual({ ...token('t1'), value: 'of the other hall' });
    expect(await store.listHalls()).toEqual([other, hallId].sort());
  });

  test('a token that is given out twice is refused, also by another hall', async () => {
    await new RehearsedHall().open().issue('t1').save(store, { sides: [token('t1')] });
    const other = new RehearsedHall('other' as HallId).open().issue('t9');
    await expect(other.save(store, { sides: [{ ...token('t1'), ref: 't9' }] })).rejects.toThrow();
    expect(await store.loadHall('other' as HallId)).toBeNull();
    expect(await store.ticketOfToken('token of t1')).toEqual({ hall: hallId, ticketId: 't1' });
  });

  test('refuses a gap in the sequence, a repeat of it, and a hall that is ahead of it', async () => {
    const played = new RehearsedHall().open();
    const first = played.writes();
    await expect(store.commit(hallId, noReads, () => ({ ...first, entries: first.entries.slice(1) }))).rejects.toThrow('event 2');
    await expect(store.commit(hallId, noReads, () => ({ ...first, entries: first.entries.slice(0, 1) }))).rejects.toThrow('stands at event 2');
    await store.commit(hallId, noReads, () => first);
    const before = await everything();
    await expect(store.commit(hallId, noReads, () => first)).rejects.toThrow('event 1');
    const next = played.issue('t1').issue('t2').writes();
    await expect(store.commit(hallId, noReads, () => ({ ...next, entries: [...next.entries].reverse() }))).rejects.toThrow('event 4');
    await expect(store.commit('other' as HallId, noReads, () => next)).rejects.toThrow('tiny');
    expect(await everything()).toEqual(before);
  });

  test('one number belongs to one ticket of a hall and day', async () => {
    const played = new RehearsedHall().open().issue('t1');
    await played.save(store);
    const before = await everything();
    const twice = played.issue('t2').issue('t3').writes();
    const stolen = played.hall.tickets.get('t3' as TicketId);
    if (stolen === undefined) throw new Error('t3 was not issued');
    const forged = new Map(played.hall.tickets).set(stolen.id, { ...stolen, number: 'A001' });
    const work = { ...twice, hall: { ...played.hall, tickets: forged } };
    await expect(store.commit(hallId, noReads, () => work)).rejects.toThrow();
    expect(await everything()).toEqual(before);
    await store.commit(hallId, noReads, () => twice);

    await new RehearsedHall('other' as HallId).open().issue('t1').save(store);
    played.later(hours(24)).openDay();
    await played.issue('t4').save(store);
    const numbers = (await store.loadHall(hallId))?.tickets.map((ticket) => [ticket.number, ticket.day]);
    expect(numbers).toEqual([['A001', '2026-03-03']]);
  });

  test('refuses changes that name what the hall does not have, and legs without their ticket', async () => {
    const played = new RehearsedHall().open();
    await played.save(store);
    const before = await everything();
    const lost = played.issue('t1').writes();
    const without = new Map(lost.hall.legs);
    without.delete('t1.1' as LegId);
    await expect(store.commit(hallId, noReads, () => ({ ...lost, hall: { ...lost.hall, legs: without } }))).rejects.toThrow('t1.1');
    await expect(store.commit(hallId, noReads, () => ({ ...lost, changes: { ...lost.changes, tickets: new Set() } }))).rejects.toThrow();
    await expect(store.commit(hallId, noReads, () => ({ ...lost, changes: { ...lost.changes, counters: new Set(['9' as CounterId]) } }))).rejects.toThrow('9');
    expect(await everything()).toEqual(before);
    await store.commit(hallId, noReads, () => lost);
  });

  test('keeps every hall file that was in force, oldest first, each once', async () => {
    const played = new RehearsedHall().open();
    await played.save(store);
    const clock = { kind: 'clock' } as const;
    await played.run({ type: 'configure', by: clock, catalogue: tinyCatalogue({ protectedOf3: 1 }, 2) }).save(store);
    const stored = await store.loadHall(hallId);
    expect(stored?.configs.map(({ version, config }) => [version, config.protectedOf3])).toEqual([[1, 2], [2, 1]]);
    await expect(played.run({ type: 'configure', by: clock, catalogue: tinyCatalogue({}, 2) }).save(store)).rejects.toThrow();
    expect(await store.loadHall(hallId)).toEqual(stored);
  });

  test('hands out the journal in pages', async () => {
    const played = new RehearsedHall().open().issue('t1').issue('t2', ['pension', 'social-card']).issue('t3');
    const writes = played.writes();
    await store.commit(hallId, noReads, () => writes);
    const whole = writes.entries.map(({ entry, command }) => ({ ...entry, command }));
    expect(await store.journal(hallId, 0, 100)).toEqual(whole);
    expect(await store.journal(hallId, 1, 2)).toEqual(whole.slice(1, 3));
    expect(await store.journal(hallId, 4, 100)).toEqual(whole.slice(4));
    expect(await store.journal(hallId, 5, 100)).toEqual([]);
    expect(await store.journal('other' as HallId, 0, 100)).toEqual([]);
  });

  test('halls of one store take turns, and each has its own journal and its own last event', async () => {
    const halls = ['north', 'south', 'east'].map((id) => new RehearsedHall(id as HallId).open());
    for (const [n, played] of [...halls, ...halls, ...halls.slice(1)].entries()) await played.later(n * 1_000).issue(`t${n}`).save(store);
    for (const { hall, at } of halls) {
      expect((await store.journal(hall.id, 0, 100)).map(({ seq }) => seq)).toEqual(Array.from({ length: hall.seq }, (_, i) => i + 1));
      expect([await store.loadHall(hall.id), await store.journal(hall.id, hall.seq, 100)]).toMatchObject([{ seq: hall.seq, at, day: hall.day }, []]);
    }
  });

  test('knows the last number of each queue on each day', async () => {
    const played = new RehearsedHall().open().issue('t1').issue('t2').issue('t3', ['pension']);
    const monday = played.hall.day;
    await played.save(store);
    await played.later(hours(24)).openDay().issue('t4', ['collect-papers']).save(store);
    const numbersOf = async (day: typeof monday): Promise<unknown> => {
      const found: unknown[] = [];
      await store.commit(hallId, { outcomeKeys: [], numbersOf: day }, (facts) => {
        found.push(facts.numbers);
        return null;
      });
      return found[0];
    };
    expect(await numbersOf(monday)).toEqual({ general: 2, social: 1 });
    expect(await numbersOf(played.hall.day)).toEqual({ collect: 1 });
    expect(await numbersOf(null)).toEqual({});
  });

  test('a new business day leaves the live hall to those who are still in it', async () => {
    const played = new RehearsedHall().open().signIn('1', '1001').issue('t1').at1('call-next').at1('start').issue('t2', ['pension']).issue('t3', ['pension']);
    played.run({ type: 'ask-help', by: { kind: 'device', id: 'kiosk-1' as DeviceId }, id: 'h1' }).run({ type: 'acknowledge-help', by: manager, id: 'h1' });
    await played.run({ type: 'leave', by: { kind: 'visitor' }, ticketId: 't2' as TicketId }).save(store);
    expect((await store.loadHall(hallId))?.tickets.map(({ id }) => id)).toEqual(['t1', 't2', 't3']);
    // t3 becomes unserved and leaves the hall within one transaction.
    await played.later(hours(24)).openDay().save(store);
    const stored = await store.loadHall(hallId);
    expect(stored).toEqual(asStored(played.hall));
    expect(stored?.tickets.map(({ id }) => id)).toEqual(['t1']);
    expect(stored?.helps).toEqual([]);
    expect(await store.journal(hallId, 0, 1000)).toHaveLength(played.hall.seq);
  });

  test('keeps outcomes until the end of the next business day, tokens and reasons of tickets that ended until the end of their own, comments and case numbers for good', async () => {
    const played = new RehearsedHall().open().issue('t1');
    await played.save(store, { outcomes: [outcome('monday')], sides: [token('t1'), reason('t1'), kept('comment'), kept('case-number')] });
    await played.later(hours(24)).openDay().issue('t2').save(store, { outcomes: [outcome('tuesday')], sides: [token('t2'), reason('t2')] });
    expect(await outcomesOf('monday', 'tuesday')).toHaveLength(2);
    expect(await store.ticketOfToken('token of t1')).toBeNull();
    expect([await store.side(hallId, 't1', 'token'), await store.side(hallId, 't1', 'reason')]).toEqual([null, null]);
    expect(await store.side(hallId, 't2', 'reason')).toEqual(reason('t2'));
    expect(await store.ticketOfToken('token of t2')).toEqual({ hall: hallId, ticketId: 't2' });
    // The hall was closed on Wednesday and Thursday.
    await played.later(hours(72)).openDay().save(store);
    expect(await outcomesOf('monday', 'tuesday')).toEqual([outcome('tuesday')]);
    expect(await store.ticketOfToken('token of t2')).toBeNull();
    expect(await store.side(hallId, 't2', 'reason')).toBeNull();
    for (const one of [kept('comment'), kept('case-number')]) expect(await store.side(hallId, 't1', one.kind)).toEqual(one);
  });

  test('answers while it is open, and no longer', async () => {
    await store.ping();
    await store.close();
    await expect(store.ping()).rejects.toThrow();
    await expect(store.loadHall(hallId)).rejects.toThrow();
    await expect(new RehearsedHall().open().save(store)).rejects.toThrow();
  });
});
