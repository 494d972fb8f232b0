import { createHmac } from 'node:crypto';

/**
 * Signs a message as Standard Webhooks 1.0 does (standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body`, base64, after
 * `v1,`. `secret`: `whsec_` and the key in base64. `seconds`: since 1970.
 */
export const webhookHeaders = (secret: string, id: string, seconds: number, body: string): Readonly<Record<string, string>> => {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` };
};

/** Each integration has a secret of its own, worked out from the key of this data directory, so that none has to be kept. */
export const webhookSecret = (master: Buffer, hall: string, integration: string): string => `whsec_${createHmac('sha256', master).update(`webhook|${hall}|${integration}`).digest('base64')}`;
