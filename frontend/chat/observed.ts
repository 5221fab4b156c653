/** What a screen may see of an open conversation. The session changes it and fires `change`. */
import type { Api } from "../api";
import type { Conversation, Party, Place } from "../wire";
import { type Crypto, EpochKeeper, type Self } from "./epochs";
import { type ChatMessage, isHoled, nothing, reduce } from "./messages";
import { Passing } from "./passing";
import { Reading } from "./reading";
import type { Connection, MakeSocket } from "./socket";

export interface SessionDeps {
  readonly crypto: Crypto;
  readonly api: Pick<Api, "conversations">;
  readonly tenant: string;
  readonly me: Self;
  readonly party: Party;
  readonly makeSocket?: MakeSocket;
  readonly moment?: number; // ms that others get to make an epoch first
}

const IN_GOOD_TIME = 15_000; // ms online that what was overtaken gets to come

export class Observed extends EventTarget {
  conversation: Conversation | null = null;
  connection: Connection = "connecting";
  draft = "";
  asksToShareOlder = false;
  ended: "" | "signed-out" | "gone" = "";

  protected state = nothing;
  protected readonly keeper: EpochKeeper;
  protected readonly reading: Reading;
  protected readonly passing: Passing;
  #overdue: ReturnType<typeof setTimeout> | null = null;

  constructor(
    protected readonly deps: SessionDeps,
    readonly id: string,
  ) {
    super();
    this.keeper = new EpochKeeper(deps, id);
    this.reading = new Reading(deps.crypto, deps.tenant, id, this.keeper);
    this.passing = new Passing(deps.me.id, () => this.change());
  }

  /** The stored messages by place, then those under way. */
  get messages(): readonly ChatMessage[] {
    return this.state.list;
  }

  get party(): Party {
    return this.deps.party;
  }

  get me(): Self {
    return this.deps.me;
  }

  /** Whether somebody else is writing. */
  get typing(): boolean {
    return this.passing.typing;
  }

  /** The identities that have the conversation open. */
  get present(): readonly string[] {
    return this.passing.present;
  }

  /** The place in the queue, while waiting live. */
  get place(): Place | null {
    return this.conversation?.state === "waiting" ? this.passing.place : null;
  }

  /** Whether a professional can be called now; "" when it is not the time, or one was called already. */
  get professional(): "on-duty" | "nobody" | "" {
    if (this.conversation?.state !== "active" || this.conversation.call) return "";
    return this.passing.professionalOnDuty ? "on-duty" : "nobody";
  }

  /** The epochs that this reader can read and hence share, oldest first. */
  get readable(): readonly number[] {
    return this.keeper.held;
  }

  /** Whether the newest epoch is ours to write in. A professional who was called waits for it. */
  get canRead(): boolean {
    return this.conversation !== null && !this.brokenKey && this.keeper.holds(this.conversation.epoch);
  }

  /** Whether the newest key or who shall have it does not hold: nothing new can be vouched for. */
  get brokenKey(): boolean {
    if (this.conversation === null) return false;
    return this.keeper.doubt !== null || this.keeper.problem(this.conversation.epoch) !== null;
  }

  protected change(): void {
    this.#watchForHoles();
    this.dispatchEvent(new Event("change"));
  }

  /** What is missing while we are online for long enough is said to be missing. */
  #watchForHoles(): void {
    const waits = this.connection === "online" && isHoled(this.state);
    if (!waits && this.#overdue) clearTimeout(this.#overdue);
    if (!waits) this.#overdue = null;
    else this.#overdue ??= setTimeout(this.#missed, IN_GOOD_TIME, this.state.upTo);
  }

  readonly #missed = (upTo: number): void => {
    this.#overdue = null;
    this.state = reduce(this.state, { type: "lasting", upTo });
    this.dispatchEvent(new Event("change"));
  };
}
