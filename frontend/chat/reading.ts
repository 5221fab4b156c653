/** Opening what others wrote, now or when its key comes. */
import { type Body, type CryptoClient, CryptoError } from "../crypto/client";
import type { Conversation, MsgFrame } from "../wire";
import type { EpochKeeper } from "./epochs";
import type { Problem } from "./messages";

export interface Opened {
  readonly body: Body | null;
  readonly problem?: Problem;
}

/** Decrypts frames of one conversation. What lacks its key is kept and tried again. */
export class Reading {
  readonly #unread = new Map<string, MsgFrame>();

  constructor(
    private readonly crypto: Pick<CryptoClient, "decrypt">,
    private readonly tenant: string,
    private readonly id: string,
    private readonly keeper: EpochKeeper,
  ) {}

  /** What the frame says; `null` body with a problem when it does not open. */
  async read(frame: MsgFrame, conversation: Conversation | null): Promise<Opened> {
    const opened = await this.#open(frame, conversation);
    if (opened.problem === "not-shared") this.#unread.set(frame.id, frame);
    return opened;
  }

  /** Try again what lacked its key; gives what is settled now. */
  async again(conversation: Conversation | null): Promise<(Opened & { id: string })[]> {
    const settled = [];
    for (const [id, frame] of this.#unread) {
      const opened = await this.#open(frame, conversation);
      if (opened.problem === "not-shared") continue;
      this.#unread.delete(id);
      settled.push({ id, ...opened });
    }
    return settled;
  }

  clear(): void {
    this.#unread.clear();
  }

  async #open(frame: MsgFrame, conversation: Conversation | null): Promise<Opened> {
    const { id, e: epoch, s: sender, n, c: ciphertext } = frame;
    if (!this.keeper.holds(epoch)) {
      const known = conversation?.epochs.some((one) => one.number === epoch);
      const broken = !known || this.keeper.problem(epoch) !== null;
      return { body: null, problem: broken ? "cannot-vouch" : "not-shared" };
    }
    const header = { tenant: this.tenant, conversation: this.id, epoch, id, sender, n };
    try {
      return { body: await this.crypto.decrypt({ ...header, ciphertext }) };
    } catch (error) {
      if (!(error instanceof CryptoError) || error.code === "stopped") throw error;
      return { body: null, problem: "cannot-vouch" };
    }
  }
}
