/** The database must not be opened as it stands; the message tells the operator why and what to do. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';
}
