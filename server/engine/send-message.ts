/** What became of one try to send. `unknown`: it may have arrived, and nobody can tell. */
export type Sent = { readonly state: 'sent' } | { readonly state: 'again' | 'failed' | 'unknown'; readonly fault: string };
export interface HttpMessage { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string; /** What a good answer holds. */ readonly ok?: string }

const answerWithinMs = 10_000;
/** The connection never stood, so nothing can have arrived. */
const neverLeft: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
const codeOf = (error: unknown): string => {
  const cause = (error as { readonly cause?: { readonly code?: unknown } }).cause?.code;
  return typeof cause === 'string' ? cause : 'no answer';
};

/** Sends once. What was answered decides; an answer that never came leaves it unknown. */
export const sendOnce = async ({ url, headers, body, ok }: HttpMessage, send: typeof fetch): Promise<Sent> => {
  try {
    const answer = await send(url, { method: 'POST', headers: { ...headers }, body, signal: AbortSignal.timeout(answerWithinMs), redirect: 'error' });
    const text = await answer.text().catch(() => '');
    if (answer.ok) return ok === undefined || text.includes(ok) ? { state: 'sent' } : { state: 'failed', fault: `answered without ${ok}` };
    return { state: answer.status === 408 || answer.status === 429 || answer.status >= 500 ? 'again' : 'failed', fault: `status ${answer.status}` };
  } catch (error) {
    const code = codeOf(error);
    return neverLeft.has(code) ? { state: 'again', fault: code } : { state: 'unknown', fault: code };
  }
};
