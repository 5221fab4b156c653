/** What is written and not yet stored. One at a time is under way, so that no counter is skipped. */
import type { Body } from "../crypto/client";

export interface Sealed {
  readonly epoch: number;
  readonly n: number;
  readonly ciphertext: string;
}

export interface Item {
  readonly id: string;
  readonly body: Body;
  readonly sealed: Sealed | null; // kept for a retry: the same id, the same bytes
}

/** First in, first out. A message stays at the head until it is stored or has failed. */
export class Outbox {
  #items: Item[] = [];

  add(id: string, body: Body): void {
    if (!this.#items.some((item) => item.id === id)) this.#items.push({ id, body, sealed: null });
  }

  get head(): Item | null {
    return this.#items[0] ?? null;
  }

  get size(): number {
    return this.#items.length;
  }

  has(id: string): boolean {
    return this.#items.some((item) => item.id === id);
  }

  /** Note how a message went out. */
  seal(id: string, sealed: Sealed): void {
    this.#change(id, sealed);
  }

  /** Encrypt it anew before it goes out again: its epoch or its counter did not fit. */
  unseal(id: string): void {
    this.#change(id, null);
  }

  /** Take out a message that is stored, or that has failed; returns it, or null when it was not here. */
  take(id: string): Item | null {
    const item = this.#items.find((one) => one.id === id) ?? null;
    this.#items = this.#items.filter((one) => one !== item);
    return item;
  }

  clear(): void {
    this.#items = [];
  }

  #change(id: string, sealed: Sealed | null): void {
    this.#items = this.#items.map((item) => (item.id === id ? { ...item, sealed } : item));
  }
}
