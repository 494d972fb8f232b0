import type { Socket } from 'socket.io-client';
import type { AgentView, KeyAnswer, PrintJob } from '../../contract/device-jobs.ts';
import { openLive } from '../../contract/client.ts';
import type { AgentLink } from './agent-link.ts';

/** A report without an answer is sent again by the agent; this only bounds the wait. */
const answerMs = 8_000;
/** Somebody has a finger on the key. */
const pressMs = 3_000;

/** The agent's way to the server: the same socket client as the screens. `connect` once every listener is attached. */
export interface SocketLink { readonly link: AgentLink; readonly socket: Socket }
export const socketLink = (base: string, token: string, agent: string): SocketLink => {
  const socket = openLive(base, '/agent', { token, device: agent });
  const line = { fresh: true };
  socket.on('connect', () => { line.fresh = true; });
  const link: AgentLink = {
    onView: (listener) => void socket.on('view', (view: AgentView) => {
      const { fresh } = line;
      line.fresh = false;
      listener(view, fresh);
    }),
    onPrint: (listener) => void socket.on('print', (job: PrintJob, ack: (answer: { accepted: boolean }) => void) => {
      listener(job).then((acceptance) => ack({ accepted: acceptance.ok }), () => ack({ accepted: false }));
    }),
    sendReport: async (report) => ((await socket.timeout(answerMs).emitWithAck('printReport', report)) as { ok: boolean }).ok,
    sendShown: (report) => void (socket.connected ? socket.emit('boardShown', report) : undefined),
    press: async (press) => {
      if (!socket.connected) return null;
      try {
        return (await socket.timeout(pressMs).emitWithAck('keyPressed', press)) as KeyAnswer;
      } catch {
        return null;
      }
    },
    sendCard: (card) => void (socket.connected ? socket.emit('cardRead', card, () => undefined) : undefined),
    sendUnread: (card) => void (socket.connected ? socket.emit('cardUnread', card) : undefined),
    sendHealth: (devices) => void (socket.connected ? socket.emit('deviceHealth', devices) : undefined),
    sendPorts: (ports) => void (socket.connected ? socket.emit('portsSeen', ports) : undefined),
    sendCode: (code) => void (socket.connected ? socket.emit('codeRead', code, () => undefined) : undefined),
    sendDevice: (report) => void (socket.connected ? socket.emit('deviceReport', report) : undefined),
  };
  return { link, socket };
};
