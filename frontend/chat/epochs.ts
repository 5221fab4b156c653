/** The keys of one conversation: opening what is shared with us, and making the next when it is due. */
import { ApiError, type Api } from "../api";
import { type Code, type CryptoClient, CryptoError } from "../crypto/client";
import type { Conversation, OwnShare, Party, Reshare, WireEpoch, WireRecipient } from "../wire";
import { Pins } from "./trust";

export type Crypto = Pick<
  CryptoClient,
  "createEpoch" | "openEpoch" | "reshare" | "encrypt" | "decrypt"
>;

export interface Self {
  readonly id: string;
  readonly publicKey: string;
}

export interface Keys {
  readonly crypto: Crypto;
  readonly api: Pick<Api, "conversations">;
  readonly tenant: string;
  readonly me: Self;
  readonly party: Party;
}

/** Who makes the next epoch, and when: `at-once`, `if-nobody-else` after a moment, or `not-me`. */
export type Turn = "at-once" | "if-nobody-else" | "not-me";

/** Whose turn it is to make the next epoch (docs/protocol.md, life of a conversation). */
export function turn(conversation: Conversation, { me, party }: Pick<Keys, "me" | "party">): Turn {
  if (!conversation.epochDue || conversation.state === "closed") return "not-me";
  if (conversation.epochDue !== "joined") return party === "young" ? "at-once" : "if-nobody-else";
  const newcomers = newcomersIn(conversation);
  if (!newcomers.length) return "if-nobody-else";
  // A peer that just accepted must first read epoch 0 through the team's key, which a new epoch deletes.
  if (newcomers.some((one) => one.party === "peer")) {
    return newcomers.some((one) => one.id === me.id) ? "at-once" : "not-me";
  }
  return conversation.call?.callerIdentity === me.id ? "at-once" : "not-me";
}

/** Who must get the next epoch and had no part in the newest. */
export function newcomersIn(conversation: Conversation): readonly WireRecipient[] {
  const newest = conversation.epochs.find((epoch) => epoch.number === conversation.epoch);
  return conversation.required.filter((one) => !newest?.recipients.includes(one.publicKey));
}

/** Opens and makes epochs for one reader of one conversation. */
export class EpochKeeper {
  readonly #opened = new Map<number, string>(); // number → commitment
  readonly #broken = new Map<number, Code>();
  readonly #viaTeam = new Set<number>();
  readonly #unlinked = new Set<number>();
  readonly #commits = new Map<number, string>(); // what was once taken never changes
  readonly #pins: Pins;
  #highest = -1;
  #doubt: Code | null = null;

  constructor(
    private readonly keys: Keys,
    private readonly id: string,
  ) {
    this.#pins = new Pins(keys.me);
  }

  /** Whether messages of this epoch can be read and, if it is the newest, written. */
  holds(epoch: number): boolean {
    return this.#opened.has(epoch);
  }

  /** Why an epoch that was shared with us does not open, or null. */
  problem(epoch: number): Code | null {
    return this.#broken.get(epoch) ?? null;
  }

  /** Why what the server last said of the conversation is not believed, or null. Nothing is sent then. */
  get doubt(): Code | null {
    return this.#doubt;
  }

  /** The epochs that can be read, oldest first. */
  get held(): readonly number[] {
    return [...this.#opened.keys()].sort((a, b) => a - b);
  }

  /** We made this epoch ourselves. */
  made(epoch: number, commit: string): void {
    this.#take(epoch, commit);
  }

  #take(number: number, commit: string): void {
    this.#opened.set(number, commit);
    this.#commits.set(number, commit);
    this.#highest = Math.max(this.#highest, number);
  }

  /** Open all that is shared with us, oldest first. A broken one is remembered, never thrown. */
  async open(conversation: Conversation): Promise<void> {
    if (this.#pins.learn(conversation)) await this.#openAll(conversation);
    this.#doubt = this.#doubtIn(conversation);
  }

  async #openAll({ epochs, participants }: Conversation): Promise<void> {
    const makers = new Set(participants.map((one) => one.publicKey));
    const inOrder = [...epochs].sort((a, b) => a.number - b.number);
    for (const epoch of inOrder) {
      if (epoch.share && this.#isNews(epoch)) await this.#openOne(epoch, epoch.share, makers);
    }
  }

  #doubtIn(conversation: Conversation): Code | null {
    const { epoch, epochDue, state } = conversation;
    if (epoch < this.#highest) return "bad-link"; // back to a key that somebody who left may hold
    const due = epochDue !== "" && state !== "closed";
    const holds = due ? this.#pins.fits(conversation) : this.#pins.learn(conversation);
    return holds ? null : "bad-share";
  }

  /** Whether the recipients that the server demands are those who are shown, and we by our own key. */
  fits(conversation: Conversation): boolean {
    return conversation.epoch >= this.#highest && this.#pins.fits(conversation);
  }

  /** Not opened yet, or opened before the one that its link can be checked against. */
  #isNews({ number, commit }: WireEpoch): boolean {
    if (this.#opened.get(number) !== commit) return true;
    return this.#unlinked.has(number) && this.holds(number - 1);
  }

  /**
   * Whether an epoch may be taken without a link. The young person made epoch 0 and boxed it to itself,
   * which nobody else can. A newcomer starts with what a participant made.
   */
  #mayStart(number: number, share: OwnShare, makers: ReadonlySet<string>): boolean {
    const { me, party } = this.keys;
    const { creatorPublicKey: maker, recipientPublicKey: to } = share;
    if (party === "young") return number === 0 && maker === me.publicKey && to === me.publicKey;
    return makers.has(maker) && this.held.every((one) => one > number);
  }

  async #openOne(epoch: WireEpoch, share: OwnShare, makers: ReadonlySet<string>): Promise<void> {
    const { number, commit, link, recipients } = epoch;
    const mayStart = this.#mayStart(number, share, makers);
    try {
      if ((this.#commits.get(number) ?? commit) !== commit) throw new CryptoError("bad-link");
      const { linked } = await this.keys.crypto.openEpoch({
        ...{ tenant: this.keys.tenant, conversation: this.id, epoch: number, commit, link },
        ...{ recipients, share, mayStart },
      });
      if (!mayStart && !(linked && this.holds(number - 1))) throw new CryptoError("bad-link");
      this.#take(number, commit);
      this.#broken.delete(number);
      if (linked || number === 0) this.#unlinked.delete(number);
      else this.#unlinked.add(number);
      if (share.recipientPublicKey !== this.keys.me.publicKey) this.#viaTeam.add(number);
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error;
      this.#opened.delete(number);
      // A team's key that we do not hold: not ours to read, and nothing is wrong.
      if (error.code !== "no-key") this.#broken.set(number, error.code);
    }
  }

  /**
   * Make the next epoch for exactly `required`, with the older ones for whoever needs them: ourselves
   * when we read them by the team's key, a professional who was called. Null when another was quicker.
   */
  async next(conversation: Conversation): Promise<Conversation | null> {
    const { crypto, api, tenant } = this.keys;
    if (!this.holds(conversation.epoch) || !this.fits(conversation)) return null;
    const number = conversation.epoch + 1;
    const reshares = await this.#reshares(conversation);
    const made = await crypto.createEpoch({
      ...{ tenant, conversation: this.id, epoch: number },
      recipients: conversation.required.map(({ id, publicKey }) => ({ id, publicKey })),
    });
    try {
      const { commit, link, shares } = made;
      const after = await api.conversations.epochs(this.id, { number, commit, link, shares, reshares });
      this.made(number, commit);
      this.#viaTeam.clear();
      return after;
    } catch (error) {
      if (error instanceof ApiError && SOMEONE_ELSE.includes(error.code)) return null;
      throw error;
    }
  }

  async #reshares(conversation: Conversation): Promise<Reshare[]> {
    const { me, party } = this.keys;
    const called = newcomersIn(conversation).find((one) => one.party === "professional");
    const own = await this.share([...this.#viaTeam], { ...me, party });
    const asked = called && called.id !== me.id && conversation.epochDue === "joined";
    return asked ? [...own, ...(await this.share([conversation.epoch], called))] : own;
  }

  /** The held ones of these epochs, boxed for one recipient. */
  async share(numbers: readonly number[], to: WireRecipient): Promise<Reshare[]> {
    const held = numbers.filter((number) => this.holds(number));
    const box = (epoch: number) =>
      this.keys.crypto.reshare({ conversation: this.id, epoch, recipientPublicKey: to.publicKey });
    return Promise.all(
      held.map(async (number) => ({ number, recipient: to.id, box: await box(number) })),
    );
  }
}

// Another client made it first, or who takes part changed meanwhile: look again.
const SOMEONE_ELSE = ["not-next", "wrong-recipients", "closed"];
