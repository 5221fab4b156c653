/** The sender's counter *n*: one more than the last that is stored, never two ahead (docs/protocol.md). */
export class Counter {
  #last = 0;

  /** A message of ours with this counter is stored, from here or from another tab. */
  learn(n: number): void {
    this.#last = Math.max(this.#last, n);
  }

  /** The counter of the next message. It is used up when that message is stored, not before. */
  get next(): number {
    return this.#last + 1;
  }
}
