import { startChild } from '../support/child.ts';
import type { Child } from '../support/child.ts';
import type { Chance } from '../support/sim-chance.ts';

/** The agent's process, killed at random moments and started again. */
export class MortalAgent {
  kills = 0;
  /** When it was gone, ms since 1970. */
  readonly gone: { readonly from: number; to: number }[] = [];
  /** Everything that all its lives said. */
  said = '';
  #child: Child | null = null;
  #timer: NodeJS.Timeout | undefined;
  #dying: Promise<void> = Promise.resolve();
  #spared = false;
  readonly #args: readonly string[];
  readonly #chance: Chance;
  readonly #betweenMs: readonly [number, number];
  constructor(args: readonly string[], chance: Chance, betweenMs: readonly [number, number]) {
    this.#args = args;
    this.#chance = chance;
    this.#betweenMs = betweenMs;
  }
  async start(more: readonly string[] = []): Promise<void> {
    this.#child = startChild('drivers/agent/main.ts', [...this.#args, ...more]);
    await this.#child.says(/已连上/);
    const last = this.gone[this.gone.length - 1];
    if (last !== undefined) last.to = Date.now();
  }
  /** From now on it dies again and again. */
  doom(): void {
    this.#timer = setTimeout(() => { this.#dying = this.#die().then(() => (this.#spared ? undefined : this.doom())); }, this.#chance.between(...this.#betweenMs));
  }
  async #die(): Promise<void> {
    this.kills += 1;
    this.gone.push({ from: Date.now(), to: Infinity });
    this.#child?.kill('SIGKILL');
    await this.#ended();
    await this.start();
  }
  /** Nobody kills it any more; it runs when this resolves. */
  async spare(): Promise<void> {
    this.#spared = true;
    clearTimeout(this.#timer);
    await this.#dying;
    await this.#die();
  }
  async close(): Promise<void> {
    this.#child?.kill('SIGTERM');
    await this.#ended();
  }
  async #ended(): Promise<void> {
    const end = await this.#child?.ended;
    this.said += `${end?.out ?? ''}${end?.err ?? ''}`;
  }
}
