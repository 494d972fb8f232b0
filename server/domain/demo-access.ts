/** Demo PINs and pairing codes are published, so they count only on the very machine that runs the demo. */
const loopbacks = ['127.0.0.1', '::1', 'localhost'];
export const isLoopbackHost = (host: string): boolean => loopbacks.includes(host);
