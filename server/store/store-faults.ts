/** Breaks a store on purpose, so that a test can see what a failed COMMIT leaves behind. */
export interface StoreFaults {
  /** Called when everything of a transaction is written but not yet committed; may throw. */
  readonly beforeCommit?: () => void;
}
