import type { Paper, PrintJob } from '../../contract/device-jobs.ts';
import type { PrinterProfile } from '../../drivers/printer/profiles.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';

export function profileOf(id: string): PrinterProfile {
  const profile = printerProfiles.get(id);
  if (profile === undefined) throw new Error(`no profile ${id}`);
  return profile;
}

export function paperWith(change: Partial<Paper> = {}): Paper {
  return {
    heading: '市民服务中心',
    number: 'A012',
    lines: ['业务：不动产登记', '前面还有 5 人等候'],
    qr: { url: 'https://q.example.gov.cn/t/7f3a', caption: '扫码看排队进度' },
    small: ['过号请重新取号'],
    large: false,
    ...change,
  };
}

export function jobWith(id: string, now: number, change: Partial<PrintJob> = {}): PrintJob {
  return { id, printer: 'p1', kind: 'ticket', expiresAt: new Date(now + 60_000).toISOString(), paper: paperWith({ number: id }), ...change };
}
