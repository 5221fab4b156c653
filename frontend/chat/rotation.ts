/** Making the next epoch when it is this client's to make, and sharing older ones when asked to. */
import { ApiError } from "../api";
import { CryptoError } from "../crypto/client";
import type { Conversation } from "../wire";
import { type EpochKeeper, type Keys, turn } from "./epochs";

const TRIES = 3; // others may make theirs meanwhile

/** The rotations of one conversation. Its verbs run inside the session's queue. */
export class Rotation {
  #still: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly keys: Keys,
    private readonly keeper: EpochKeeper,
    private readonly id: string,
    private readonly moment: number | undefined, // ms that others get to be first
    private readonly later: (act: () => Promise<void>) => void,
    private readonly take: (conversation: Conversation) => Promise<void>,
  ) {}

  /** The conversation after what was due and ours is made. What is another's gets a moment first. */
  async settle(conversation: Conversation): Promise<Conversation> {
    let now = conversation;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const whose = turn(now, this.keys);
      if (whose === "not-me" || this.keeper.doubt || !this.keeper.holds(now.epoch)) return now;
      if (whose === "if-nobody-else") {
        this.#waitForOthers();
        return now;
      }
      now = (await this.keeper.next(now)) ?? (await this.#get());
      await this.keeper.open(now);
    }
    return now;
  }

  /** All that we can read, for whoever reads along now; once more when that changed meanwhile. */
  async shareAll(again = true): Promise<void> {
    const conversation = await this.#get();
    await this.keeper.open(conversation);
    if (!this.keeper.fits(conversation)) throw new CryptoError("bad-share");
    const others = conversation.required.filter((one) => ["peer", "team"].includes(one.party));
    const all = others.map((one) => this.keeper.share(this.keeper.held, one));
    try {
      await this.keys.api.conversations.shares(this.id, (await Promise.all(all)).flat());
    } catch (error) {
      const changed = error instanceof ApiError && error.code === "wrong-recipients";
      if (!changed || !again) throw error;
      await this.shareAll(false);
    }
  }

  stop(): void {
    if (this.#still) clearTimeout(this.#still);
    this.#still = null;
  }

  #waitForOthers(): void {
    const wait = this.moment ?? 3_000 + Math.random() * 2_000;
    this.#still ??= setTimeout(() => this.later(() => this.#instead()), wait);
  }

  /** Nobody did: then we do, so that nobody is left unable to write. */
  async #instead(): Promise<void> {
    this.#still = null;
    const now = await this.#get();
    const due = turn(now, this.keys) === "if-nobody-else";
    await this.take((due && (await this.keeper.next(now))) || now);
  }

  #get(): Promise<Conversation> {
    return this.keys.api.conversations.get(this.id);
  }
}

/** Whether another peer, or none, is where one was: then the young person is asked about older words. */
export function changedHands(before: Conversation | null, now: Conversation): boolean {
  if (!now.handedOver || now.state === "closed" || now.lastSeq === 0) return false;
  if (before === null) return peerOf(now) === null;
  const was = peerOf(before);
  return was !== null && was !== peerOf(now);
}

function peerOf(conversation: Conversation): string | null {
  const peer = conversation.participants.find((one) => one.party === "peer" && !one.leftAt);
  return peer?.identity ?? null;
}
