/** The cookie stays with the browser; the page never sees the token. */
export const pairBody = (code: string): { readonly code: string; readonly cookie: true; readonly device?: string } => {
  const device = new URLSearchParams(location.search).get('device');
  return device === null ? { code, cookie: true } : { code, cookie: true, device };
};
