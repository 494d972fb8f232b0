import type { AgentView, BoardShown, CardRead, CardUnread, CodeRead, DeviceFault, DeviceHealth, DeviceReport, KeyAnswer, KeyPress, PortSeen, PrintJob, PrintReport } from '../../contract/device-jobs.ts';

/** `ok` means: on the agent's disk. Otherwise the server must not count on paper. */
export type Acceptance = { readonly ok: true } | { readonly ok: false; readonly fault: DeviceFault };

/** The agent's way to the server, over a socket or inside one process. */
export interface AgentLink {
  /** Called with the whole view on every connect and change, `fresh` with the first one on a line; reports not yet acknowledged are sent again then. */
  onView(listener: (view: AgentView, fresh: boolean) => void): void;
  onPrint(listener: (job: PrintJob) => Promise<Acceptance>): void;
  /** Resolves true when the server has stored the report; false or a rejection means it will be sent again. */
  sendReport(report: PrintReport): Promise<boolean>;
  /** The latest condition of a device; may be lost with the line, because all are sent again on the next one. */
  sendDevice(report: DeviceReport): void;
  /** May be lost with the line, because all that stand are said again on the next one. */
  sendShown(report: BoardShown): void;
  /** Null when nobody answered: the person presses again, and a press that did arrive is not done twice by that. */
  press(press: KeyPress): Promise<KeyAnswer | null>;
  /** Never kept and never sent twice, here and below: who laid the card or held the code stands there and can do it again. */
  sendCard(card: CardRead): void;
  sendUnread(card: CardUnread): void;
  sendCode(code: CodeRead): void;
  /** Of some devices; at most 40, because a message has its limits. Lost with the line, like the ports, and said again on the next one. */
  sendHealth(devices: readonly DeviceHealth[]): void;
  /** All of them. */
  sendPorts(ports: readonly PortSeen[]): void;
}
