import type { AgentView, DeviceFault, DeviceReport, PrintJob, PrintReport } from '../../contract/device-jobs.ts';

/** `ok` means: on the agent's disk. Otherwise the server must not count on paper. */
export type Acceptance = { readonly ok: true } | { readonly ok: false; readonly fault: DeviceFault };

/** The agent's way to the server, over a socket or inside one process. */
export interface AgentLink {
  /** Called with the whole view on every connect and change; reports not yet acknowledged are sent again then. */
  onView(listener: (view: AgentView) => void): void;
  onPrint(listener: (job: PrintJob) => Promise<Acceptance>): void;
  /** Resolves true when the server has stored the report; false or a rejection means it will be sent again. */
  sendReport(report: PrintReport): Promise<boolean>;
  /** The latest condition of a device; may be lost, because all are sent again with the next view. */
  sendDevice(report: DeviceReport): void;
}
