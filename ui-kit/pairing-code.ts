/** Takes `?pair=CODE` out of the address, so that it isn't seen, bookmarked or tried again after a reload. */
export const takePairingCode = (): string | null => {
  const address = new URL(location.href);
  const code = address.searchParams.get('pair');
  if (code === null) return null;
  address.searchParams.delete('pair');
  history.replaceState(null, '', address.pathname + address.search);
  return code;
};
