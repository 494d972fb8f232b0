import type { Server } from 'socket.io';
import type { PrintJob } from '../../contract/device-jobs.ts';
import type { DeviceId, TicketId } from '../domain/brands.ts';
import { listsUnderWay } from '../domain/check-list.ts';
import type { Actor, Command, CommandOf } from '../domain/command.ts';
import { printWithinMs } from '../domain/issue.ts';
import type { JournalEntry } from '../domain/event.ts';
import type { Hall, PrintStanding } from '../domain/hall.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import type { DeviceTest } from '../engine/device-tests.ts';
import { roomOf } from './admit.ts';
import { listPaper } from './list-paper.ts';
import { missingPaper } from './missing-paper.ts';
import { slipPaper } from './slip-paper.ts';
import { ticketPaper } from './ticket-paper.ts';

const acceptMs = 10_000;

/** Whose paper a job is: a ticket's, or that of the kiosk which prints a check list. */
type Owner = { readonly kind: 'ticket'; readonly id: TicketId } | { readonly kind: 'list'; readonly kiosk: DeviceId };
type Report = Pick<CommandOf<'report-print'>, 'job' | 'state' | 'fault'>;

/** Brings print jobs to the agents that hold the printers. An agent drops a job that it has already, so sending again is safe. */
export class PrintSender {
  private readonly io: Server;
  private readonly house: House;
  private readonly engine: HallEngine;
  private readonly failed: (error: unknown) => void;
  private readonly jobs = new Map<string, Owner>();

  constructor(io: Server, house: House, engine: HallEngine, failed: (error: unknown) => void) {
    this.io = io;
    this.house = house;
    this.engine = engine;
    this.failed = failed;
    engine.onCommit((entries, hall) => this.committed(entries, hall));
    house.deviceTests.onAsk((hall, device, test) => {
      if (hall === engine.id) this.tryOut(device, test);
    });
    for (const owner of this.underWay()) this.know(engine.hall, owner);
  }

  private underWay(): readonly Owner[] {
    const { hall } = this.engine;
    return [...[...hall.unsettledPrints].map((id): Owner => ({ kind: 'ticket', id })), ...listsUnderWay(hall).map(({ device }): Owner => ({ kind: 'list', kiosk: device }))];
  }
  private know(hall: Hall, owner: Owner): void {
    const job = owner.kind === 'ticket' ? hall.tickets.get(owner.id)?.print?.job : hall.devices.get(owner.kiosk)?.lists?.last.job;
    if (job === undefined) return;
    this.jobs.set(job, owner);
    const oldest = this.jobs.size > 5_000 ? this.jobs.keys().next().value : undefined;
    if (oldest !== undefined) this.jobs.delete(oldest);
  }

  private committed(entries: readonly JournalEntry[], hall: Hall): void {
    for (const { event } of entries) {
      if (event.type === 'print-requested' || (event.type === 'ticket-issued' && event.print !== null)) this.begin(hall, { kind: 'ticket', id: event.ticketId });
      if (event.type === 'list-requested') this.begin(hall, { kind: 'list', kiosk: event.device });
    }
  }
  private begin(hall: Hall, owner: Owner): void {
    this.know(hall, owner);
    this.send(owner).catch(this.failed);
  }

  private readonly logo = (): string | null => {
    const file = this.engine.hall.catalogue.config.papers?.logo;
    return file === undefined ? null : (this.house.media.read(this.engine.id, file)?.toString('base64') ?? null);
  };

  private async jobOf(owner: Owner): Promise<PrintJob | null> {
    const { hall } = this.engine;
    const of = ({ job, printer, expiresAt }: PrintStanding): Pick<PrintJob, 'id' | 'printer' | 'expiresAt'> => ({ id: job, printer, expiresAt: new Date(expiresAt).toISOString() });
    if (owner.kind === 'list') {
      const list = hall.devices.get(owner.kiosk)?.lists?.last;
      // A new hall file may have taken the service away in between: a list that names nothing is not printed.
      return list?.state !== 'issued' || !hall.catalogue.services.has(list.serviceId) ? null : { ...of(list), kind: 'list', paper: listPaper(hall, list, this.engine.now(), this.house.publicUrl, this.logo) };
    }
    const ticket = hall.tickets.get(owner.id);
    if (ticket?.print?.state !== 'issued') return null;
    const { print } = ticket;
    if (print.kind === 'missing') {
      const paper = missingPaper(hall, ticket, this.engine.now(), this.house.publicUrl, this.logo);
      return paper === null ? null : { ...of(print), kind: 'missing', paper };
    }
    const token = (await this.house.records.side(this.engine.id, owner.id, 'token'))?.value ?? null;
    return { ...of(print), kind: print.kind, paper: ticketPaper(hall, ticket, this.engine.now(), token, this.house.publicUrl, this.logo) };
  }
  private async send(owner: Owner): Promise<void> {
    const job = await this.jobOf(owner);
    const printer = job === null ? undefined : this.engine.hall.catalogue.devices.get(job.printer as DeviceId);
    if (job === null || printer?.kind !== 'printer') return;
    this.io.of('/agent').to(roomOf({ kind: 'agent', engine: this.engine, agent: printer.agent })).timeout(acceptMs).emit('print', job, (_error: Error | null, answers: readonly { accepted?: boolean }[]) => {
      const command = answers.some((answer) => answer.accepted === false) ? this.reported({ job: job.id, state: 'not-printed', fault: 'bad-job' }, { kind: 'clock' }) : null;
      if (command !== null) this.engine.run(command).catch(this.failed);
    });
  }

  /** A slip on which nothing depends: it goes to the agent that is there now, and is not sent again. */
  private tryOut(device: DeviceId, { job, at }: DeviceTest): void {
    const printer = this.engine.hall.catalogue.devices.get(device);
    if (printer?.kind !== 'printer') return;
    const slip: PrintJob = { id: job, printer: printer.id, kind: 'test', expiresAt: new Date(at + printWithinMs).toISOString(), paper: slipPaper(this.engine.hall) };
    const unanswered = (): void => this.house.deviceTests.report(this.engine.id, job, 'not-printed', 'no-answer');
    this.io.of('/agent').to(roomOf({ kind: 'agent', engine: this.engine, agent: printer.agent })).timeout(acceptMs).emit('print', slip, (_error: Error | null, answers: readonly { accepted?: boolean }[]) => {
      if (!answers.some((answer) => answer.accepted === true)) unanswered();
    });
  }

  /** After an agent came: every job that no agent is known to have begun. */
  resend(agent: DeviceId): void {
    const { hall } = this.engine;
    for (const owner of this.underWay()) {
      const printer = hall.catalogue.devices.get((owner.kind === 'ticket' ? hall.tickets.get(owner.id)?.print?.printer : hall.devices.get(owner.kiosk)?.lists?.last.printer) ?? ('' as DeviceId));
      if (printer?.kind === 'printer' && printer.agent === agent) this.send(owner).catch(this.failed);
    }
  }
  /** What the hall is told of a job; null when nobody here knows it. */
  reported(report: Report, by: Actor): Command | null {
    const owner = this.jobs.get(report.job);
    if (owner === undefined) {
      this.house.deviceTests.report(this.engine.id, report.job, report.state, report.fault);
      return null;
    }
    return owner.kind === 'ticket' ? { type: 'report-print', by, ticketId: owner.id, ...report } : { type: 'report-list', by, device: owner.kiosk, ...report };
  }
}
