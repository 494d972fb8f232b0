import type { Paper, PaperBlock, PrintJob } from '../../contract/device-jobs.ts';
import type { PrinterProfile } from '../../drivers/printer/profiles.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';

export function profileOf(id: string): PrinterProfile {
  const profile = printerProfiles.get(id);
  if (profile === undefined) throw new Error(`no profile ${id}`);
  return profile;
}

/** What a paper says, laid out as tickets ship. */
export interface PaperWords { readonly heading: string; readonly number: string; readonly lines: readonly string[]; readonly qr: { readonly url: string; readonly caption: string } | null; readonly small: readonly string[]; readonly large: boolean }
const usual: PaperWords = {
  heading: '市民服务中心', number: 'A012', lines: ['业务：不动产登记', '前面还有 5 人等候'], qr: { url: 'https://q.example.gov.cn/t/7f3a', caption: '扫码看排队进度' }, small: ['过号请重新取号'], large: false,
};
const words = (text: string, align: 'left' | 'center', height: 1 | 2): PaperBlock => ({ kind: 'text', text, align, width: 1, height });

export function paperWith(change: Partial<PaperWords> = {}): Paper {
  const { heading, number, lines, qr, small, large } = { ...usual, ...change };
  return { blocks: [
    words(heading, 'center', 1), { kind: 'number', text: number }, ...lines.map((line) => words(line, 'left', large ? 2 : 1)),
    ...(qr === null ? [] : [{ kind: 'qr', ...qr } as const]), ...small.map((line) => words(line, 'left', 1)),
  ] };
}

export function jobWith(id: string, now: number, change: Partial<PrintJob> = {}): PrintJob {
  return { id, printer: 'p1', kind: 'ticket', expiresAt: new Date(now + 60_000).toISOString(), paper: paperWith({ number: id }), ...change };
}
