import type admin from '../../../contract/languages/zh-CN/admin.json';

/** What is said of a fault. `code`: what the line or the gateway answered, for the administrator. */
export interface FaultWords { readonly key: keyof typeof admin; readonly code: string | null }
/** What the hall itself says. */
const own: Readonly<Record<string, keyof typeof admin>> = { closed: 'message-fault-closed', 'too late': 'message-fault-late', 'too many today': 'message-fault-limit', interrupted: 'message-fault-interrupted', 'no answer': 'message-fault-answer' };
const unreached = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'];
const ofStatus = (status: number): keyof typeof admin => {
  if (status === 401 || status === 403) return 'message-fault-account';
  return status === 408 || status === 429 || status >= 500 ? 'message-fault-theirs' : 'message-fault-declined';
};

export const faultWords = (fault: string): FaultWords => {
  const key = own[fault];
  if (key !== undefined) return { key, code: null };
  const status = /^status (\d+)$/.exec(fault)?.[1];
  if (status !== undefined) return { key: ofStatus(Number(status)), code: status };
  if (fault.startsWith('answered without')) return { key: 'message-fault-refused', code: null };
  if (unreached.includes(fault)) return { key: 'message-fault-unreached', code: fault };
  return { key: /cert|signature/i.test(fault) ? 'message-fault-certificate' : 'message-fault-broken', code: fault };
};
