import type { Server } from 'socket.io';
import type { AgentView, PrintJob } from '../../contract/device-jobs.ts';
import type { DeviceId, TicketId } from '../domain/brands.ts';
import type { JournalEntry } from '../domain/event.ts';
import type { Hall } from '../domain/hall.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { roomOf } from './admit.ts';
import { ticketPaper } from './ticket-paper.ts';

const acceptMs = 10_000;

/** Brings print jobs to the agents that hold the printers. An agent drops a job that it has already, so sending again is safe. */
export class PrintSender {
  private readonly io: Server;
  private readonly house: House;
  private readonly engine: HallEngine;
  private readonly failed: (error: unknown) => void;
  private readonly jobs = new Map<string, TicketId>();

  constructor(io: Server, house: House, engine: HallEngine, failed: (error: unknown) => void) {
    this.io = io;
    this.house = house;
    this.engine = engine;
    this.failed = failed;
    engine.onCommit((entries, hall) => this.committed(entries, hall));
    for (const id of engine.hall.unsettledPrints) this.know(engine.hall, id);
  }

  private know(hall: Hall, ticketId: TicketId): void {
    const job = hall.tickets.get(ticketId)?.print?.job;
    if (job === undefined) return;
    this.jobs.set(job, ticketId);
    const oldest = this.jobs.size > 5_000 ? this.jobs.keys().next().value : undefined;
    if (oldest !== undefined) this.jobs.delete(oldest);
  }

  private committed(entries: readonly JournalEntry[], hall: Hall): void {
    for (const { event } of entries) {
      if (event.type === 'configured') this.tellAgents();
      const ticketId = event.type === 'print-requested' || (event.type === 'ticket-issued' && event.print !== null) ? event.ticketId : null;
      if (ticketId === null) continue;
      this.know(hall, ticketId);
      this.send(ticketId).catch(this.failed);
    }
  }

  private async send(ticketId: TicketId): Promise<void> {
    const { hall } = this.engine;
    const ticket = hall.tickets.get(ticketId);
    const print = ticket?.print;
    const printer = print == null ? undefined : hall.catalogue.devices.get(print.printer);
    if (ticket === undefined || print == null || print.state !== 'issued' || printer?.kind !== 'printer') return;
    const token = (await this.house.records.side(this.engine.id, ticketId, 'token'))?.value ?? null;
    const job: PrintJob = { id: print.job, printer: print.printer, kind: print.kind, expiresAt: new Date(print.expiresAt).toISOString(), paper: ticketPaper(hall, ticket, this.engine.now(), token, this.house.publicUrl) };
    this.io.of('/agent').to(roomOf({ kind: 'agent', engine: this.engine, agent: printer.agent })).timeout(acceptMs).emit('print', job, (_error: Error | null, answers: readonly { accepted?: boolean }[]) => {
      if (answers.some((answer) => answer.accepted === false)) this.engine.run({ type: 'report-print', by: { kind: 'clock' }, ticketId, job: job.id, state: 'not-printed', fault: 'bad-job' }).catch(this.failed);
    });
  }

  /** After an agent came: every job that no agent is known to have begun. */
  resend(agent: DeviceId): void {
    for (const id of this.engine.hall.unsettledPrints) {
      const printer = this.engine.hall.catalogue.devices.get(this.engine.hall.tickets.get(id)?.print?.printer ?? ('' as DeviceId));
      if (printer?.kind === 'printer' && printer.agent === agent) this.send(id).catch(this.failed);
    }
  }
  /** A changed hall file may bring, move or take printers. */
  private tellAgents(): void {
    for (const device of this.engine.hall.catalogue.config.devices)
      if (device.kind === 'agent') this.io.of('/agent').to(roomOf({ kind: 'agent', engine: this.engine, agent: device.id })).emit('view', this.agentView(device.id));
  }
  ticketOf(job: string): TicketId | null { return this.jobs.get(job) ?? null; }

  agentView(agent: DeviceId): AgentView {
    const printers = this.engine.hall.catalogue.config.devices.flatMap((d) => (d.kind === 'printer' && d.agent === agent ? [{ id: d.id, name: d.name['zh-CN'], profile: d.profile, connection: d.connection }] : []));
    return { seq: this.engine.hall.seq, printers };
  }
}
