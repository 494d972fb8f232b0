import { isLoopbackHost } from '../domain/demo-access.ts';

/** What the environment asks for, checked. Instants and sizes have their units in the name. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly hallFile: string | null;
  /** Where phones reach the hall, without a slash at the end; null: no QR and no words about phones. */
  readonly publicUrl: string | null;
  readonly trustProxy: string | null;
  readonly logLevel: string;
}
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
/** A proxy as fastify takes it. `true` is left out on purpose: it would believe anybody. */
const proxyName = /^(loopback|linklocal|uniquelocal|\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(\/\d{1,3})?)$/;

/** Reads every variable and lists every fault at once. `env` is the only thing it looks at. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): { readonly config: Config } | { readonly faults: readonly string[] } => {
  const faults: string[] = [];
  const set = (name: string): string | null => (env[name] === undefined || env[name] === '' ? null : (env[name] ?? null));
  const portText = set('PORT') ?? '8080';
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65_535) faults.push(`PORT 须是 0 到 65535 的数字 / PORT must be a number from 0 to 65535, not "${portText}"`);
  const host = set('HOST') ?? '127.0.0.1';
  if (!/^[A-Za-z0-9.:_-]+$/.test(host)) faults.push(`HOST 须是地址或主机名 / HOST must be an address or a name, not "${host}"`);
  const database = set('DATABASE_URL');
  if (database !== null) faults.push('DATABASE_URL 请留空，现在只有内置的 SQLite / DATABASE_URL: only the embedded SQLite is available; leave it unset');
  const logLevel = set('LOG_LEVEL') ?? 'info';
  if (!levels.includes(logLevel)) faults.push(`LOG_LEVEL 须是其中之一 / LOG_LEVEL must be one of ${levels.join(', ')}, not "${logLevel}"`);
  const url = set('PUBLIC_URL');
  if (url !== null && !/^https?:\/\/[^/\s]+(\/[^\s]*)?$/.test(url)) faults.push(`PUBLIC_URL 须以 http:// 或 https:// 开头并写明主机 / PUBLIC_URL must begin with http:// or https:// and name a host, not "${url}"`);
  const proxy = set('TRUST_PROXY');
  if (proxy !== null && !proxy.split(',').every((part) => proxyName.test(part.trim()))) faults.push(`TRUST_PROXY 须是代理的地址，用逗号分开 / TRUST_PROXY must be addresses of proxies (IP, IP/bits, loopback, linklocal, uniquelocal) with commas between, not "${proxy}"`);
  if (faults.length > 0) return { faults };
  const publicUrl = url?.replace(/\/+$/, '') ?? (isLoopbackHost(host) ? `http://${host === '::1' ? '[::1]' : host}:${port}` : null);
  return { config: { port, host, dataDir: set('DATA_DIR') ?? './data', hallFile: set('HALL_CONFIG'), publicUrl, trustProxy: proxy, logLevel } };
};
