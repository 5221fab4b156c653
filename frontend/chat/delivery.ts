/** Bringing what is written to the server: sealed once, sent until stored, sealed anew when told to. */
import { type Body, CryptoError } from "../crypto/client";
import type { Conversation } from "../wire";
import { Counter } from "./counter";
import type { Crypto } from "./epochs";
import type { Event as Change } from "./messages";
import { Outbox } from "./outbox";

/** What delivery needs of the conversation that it is for. */
export interface Sender {
  readonly crypto: Pick<Crypto, "encrypt">;
  readonly tenant: string;
  readonly me: string; // our identity
  readonly id: string; // the conversation
  conversation(): Conversation | null;
  /** Whether the socket is welcomed and the newest epoch is ours to write in. */
  ready(): boolean;
  send(frame: object): void;
  reduce(event: Change): void;
  look(): Promise<void>; // ask the server how things stand; flushes
  run(act: () => Promise<void>): void; // after everything before it
}

const ACK_WITHIN = 8_000; // ms, doubled with each try
const SOON = 1_500; // ms
const PATIENCE = 3; // tries that a refusal may answer at once
const BARRED = ["left", "reported"]; // the server takes nothing before the next epoch
const FINAL = ["closed", "not-participant", "not-sender", "id-taken", "malformed", "too-large"];
const ANEW = ["wrong-epoch", "epoch-due", "counter"];

/** One message is under way at a time; the next goes when it is stored or has failed. */
export class Delivery {
  readonly #outbox = new Outbox();
  readonly #counter = new Counter();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #tries = 0;

  constructor(private readonly sender: Sender) {}

  /** How many wait to be stored. */
  get waiting(): number {
    return this.#outbox.size;
  }

  add(id: string, body: Body): void {
    this.#outbox.add(id, body);
  }

  /** A message of ours with counter `n` is stored, from wherever. */
  learn(n: number): void {
    this.#counter.learn(n);
  }

  /** The line is gone: what is under way goes again after the next welcome. */
  interrupted(): void {
    this.#clear();
    this.#tries = 0;
  }

  clear(): void {
    this.#clear();
    this.#outbox.clear();
  }

  /** Send the oldest, unless one is under way or nothing can be sent now. */
  async flush(): Promise<void> {
    const head = this.#outbox.head;
    const conversation = this.sender.conversation();
    if (!head || !conversation || this.#timer) return;
    if (conversation.state === "closed") return this.#fail(head.id);
    if (BARRED.includes(conversation.epochDue) || !this.sender.ready()) return;
    const { epoch } = conversation;
    if (head.sealed?.epoch !== epoch) this.#outbox.unseal(head.id);
    const sealed = this.#outbox.head?.sealed ?? (await this.#seal(head.id, head.body, epoch));
    if (!sealed) return;
    const { n, ciphertext: c } = sealed;
    this.sender.send({ t: "send", id: head.id, e: epoch, s: this.sender.me, n, c });
    this.#again(ACK_WITHIN * 2 ** Math.min(this.#tries, PATIENCE));
    this.#tries += 1;
  }

  async #seal(id: string, body: Body, epoch: number) {
    const n = this.#counter.next;
    const { tenant, id: conversation, me: sender } = this.sender;
    const header = { tenant, conversation, epoch, id, sender, n };
    try {
      const sealed = { epoch, n, ciphertext: await this.sender.crypto.encrypt({ ...header, body }) };
      this.#outbox.seal(id, sealed);
      return sealed;
    } catch (error) {
      if (!(error instanceof CryptoError) || error.code === "stopped") throw error;
      await this.#fail(id);
      return null;
    }
  }

  /** The server has stored it. */
  async acked(id: string, seq: number, at: string): Promise<void> {
    const sealed = this.#outbox.take(id)?.sealed;
    if (!sealed) return;
    this.#counter.learn(sealed.n);
    this.sender.reduce({ type: "acked", id, seq, n: sealed.n, epoch: sealed.epoch, at });
    await this.#settled();
  }

  /** It came back as a stored message: an acknowledgement that was lost. */
  async came(id: string): Promise<void> {
    if (this.#outbox.take(id)) await this.#settled();
  }

  /** The server refused the message under way. */
  async refused(code: string, id: string | undefined): Promise<void> {
    const head = this.#outbox.head;
    if (!head || (id !== undefined && id !== head.id)) return;
    if (code === "busy") return this.#again(SOON);
    if (FINAL.includes(code)) {
      await this.#fail(head.id);
      if (code === "closed") await this.sender.look();
    } else if (ANEW.includes(code)) {
      this.#outbox.unseal(head.id);
      // At once, but not in circles should the server keep refusing.
      if (this.#tries <= PATIENCE) this.#clear();
      else this.#again(SOON);
      await this.sender.look();
    }
  }

  async #fail(id: string): Promise<void> {
    this.#outbox.take(id);
    this.sender.reduce({ type: "failed", id });
    await this.#settled();
  }

  async #settled(): Promise<void> {
    this.#clear();
    this.#tries = 0;
    await this.flush();
  }

  #again(milliseconds: number): void {
    this.#clear();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.sender.run(() => this.flush());
    }, milliseconds);
  }

  #clear(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
