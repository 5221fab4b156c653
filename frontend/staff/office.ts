/** Everything a staff page knows and does: who I am, my keys, the queue, the calls, my conversations. */
import { ApiError, type Api } from "../api";
import { ConversationSession } from "../chat/session";
import { type Connection, LiveSocket, type MakeSocket } from "../chat/socket";
import type { CryptoClient } from "../crypto/client";
import type { Party, StaffMe, TeamState } from "../wire";
import { Keys, type Stand } from "./keys";
import { newcomers, oldestFirst } from "./queue";
import { Talks, type TalkEvent } from "./talks";
import type { Myself } from "./team-plan";
import { TeamWork } from "./team-work";
import { t } from "./text";
import type { DutyFrame, MySummary, OnDuty, QueueItem, WaitingCall } from "./wire";

export type DutyKind = "peer" | "professional";

/** Something to hear about: somebody new in the queue, a call, a message (`talk`: in which). */
export type News =
  | { readonly what: "queue"; readonly count: number }
  | { readonly what: "call" }
  | { readonly what: "message"; readonly talk: string };

/** A sentence for the reader, for the top of the page. */
export interface Said {
  readonly text: string;
  readonly kind: "good" | "care";
}

export interface OfficeDeps {
  readonly crypto: CryptoClient;
  readonly api: Api;
  readonly makeSocket?: MakeSocket;
  readonly flags?: Storage;
}

/**
 * Fires `change` for anything to show, `news` (`CustomEvent<News>`) for what may sound, `say`
 * (`CustomEvent<Said>`) for what the reader is to be told.
 */
export class Office extends EventTarget {
  me: StaffMe | null = null;
  stand: Stand | "loading" = "loading";
  queue: readonly QueueItem[] | null = null;
  onDuty: readonly OnDuty[] = [];
  calls: readonly WaitingCall[] | null = null;
  connection: Connection = "connecting";
  signedOut = false;
  lapsed: DutyKind | null = null; // was taken off duty while away

  readonly keys: Keys;
  readonly talks: Talks;
  readonly work: TeamWork;
  readonly #socket: LiveSocket;
  #looking: Promise<void> | null = null;
  #lookAgain = false;

  constructor(private readonly deps: OfficeDeps) {
    super();
    this.keys = new Keys(deps.crypto, deps.api.staff, deps.flags);
    this.work = new TeamWork(deps.crypto, deps.api.staff);
    this.talks = new Talks((id, party) => this.#session(id, party));
    this.#socket = new LiveSocket("/ws/duty/", this.#handlers, deps.makeSocket);
    this.#listen();
  }

  get api(): Api {
    return this.deps.api;
  }

  get crypto(): CryptoClient {
    return this.deps.crypto;
  }

  get roles(): readonly string[] {
    return this.me?.membership.roles ?? [];
  }

  get mine(): readonly MySummary[] {
    return this.me?.conversations ?? [];
  }

  team(kind: string): TeamState | undefined {
    return this.me?.teams.find((team) => team.kind === kind);
  }

  /** Whether the newest key of a team is open here. */
  holds(kind: string): boolean {
    const current = this.team(kind)?.current;
    return current != null && this.work.opened.has(current.publicKey);
  }

  isOnDuty(kind: DutyKind): boolean {
    return Boolean(this.me?.shifts[kind]);
  }

  /** Look, open what is remembered, connect. */
  async start(): Promise<void> {
    await this.look();
    this.#socket.start();
  }

  /** Ask the server how I stand. Calls that come meanwhile become one more look. */
  look(): Promise<void> {
    if (this.#looking) {
      this.#lookAgain = true;
      return this.#looking;
    }
    this.#looking = this.#look().finally(() => {
      this.#looking = null;
      if (!this.#lookAgain) return;
      this.#lookAgain = false;
      void this.look();
    });
    return this.#looking;
  }

  /** The keys are open now, or others than before. */
  async opened(me: StaffMe | null = this.me): Promise<void> {
    this.me = me;
    this.#dropKeys();
    this.stand = "open";
    await this.#act();
  }

  /** Drop every key and word in this tab. */
  async shut(): Promise<void> {
    this.#dropKeys();
    if (this.me) await this.keys.forget(this.me, "wipe");
    this.stand = this.me?.identity ? "locked" : "none";
    this.changed();
  }

  async setDuty(kind: DutyKind, on: boolean): Promise<void> {
    await this.api.staff.duty(kind, on);
    this.lapsed = null;
    if (this.me) this.me = { ...this.me, shifts: { ...this.me.shifts, [kind]: on } };
    await this.look();
  }

  /** Take a waiting conversation; an `ApiError` says why not. */
  async accept(id: string): Promise<void> {
    await this.api.conversations.accept(id);
    this.talks.show(id, "peer");
    await this.look();
  }

  /** Answer a call; what is said is readable when a participant's browser has shared it. */
  async answer(id: string): Promise<void> {
    await this.api.conversations.answerCall(id);
    this.talks.show(id, "professional");
    await this.look();
  }

  /** Go out of a conversation by handing over or leaving. */
  async goOut(id: string, how: "handover" | "leave"): Promise<void> {
    await this.api.conversations[how](id);
    this.talks.drop(id);
    await this.look();
  }

  async register(id: string, answers: Record<string, unknown>): Promise<void> {
    const form = this.me?.closingForm;
    if (form) await this.api.conversations.closing(id, form.id, answers);
    this.talks.drop(id);
    await this.look();
  }

  async setMember(kind: string, identity: string, approved: boolean): Promise<void> {
    await this.api.staff.approve(kind, identity, approved);
    await this.look();
  }

  say(detail: Said): void {
    this.dispatchEvent(new CustomEvent<Said>("say", { detail }));
  }

  changed(): void {
    this.dispatchEvent(new Event("change"));
  }

  async #look(): Promise<void> {
    try {
      this.#takeMe(await this.api.staff.me());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.changed(); // signed out, or no network: both are shown, and tried again
      return;
    }
    const stand = await this.#stand();
    if (stand !== this.stand) this.#dropKeys();
    this.stand = stand;
    await this.#act();
  }

  /** Other keys, or none: what the old ones opened must not stay on the screen. */
  #dropKeys(): void {
    this.work.reset();
    this.talks.dropAll();
  }

  /** An open key stays open, unless another device has made a new one. */
  async #stand(): Promise<Stand> {
    const me = this.me;
    if (!me?.identity) return "none";
    if (this.stand === "open" && this.#openKey === me.identity.publicKey) return "open";
    return this.keys.restore(me);
  }

  #openKey = "";

  #takeMe(me: StaffMe): void {
    for (const kind of ["peer", "professional"] as const) {
      if (this.me?.shifts[kind] && !me.shifts[kind]) this.lapsed = kind;
    }
    this.me = me;
    this.signedOut = false;
  }

  async #act(): Promise<void> {
    const me = this.me;
    if (this.stand === "open" && me?.identity) {
      this.#openKey = me.identity.publicKey;
      this.changed();
      await this.work.work(me.teams, this.#myself(me));
      this.talks.sync(this.mine);
    }
    this.changed();
  }

  #myself(me: StaffMe): Myself {
    const { id, publicKey } = me.identity ?? { id: "", publicKey: "" };
    return { identity: id, publicKey, coordinates: me.membership.roles.includes("coordinator") };
  }

  #session(id: string, party: Party): ConversationSession {
    const me = this.me;
    return new ConversationSession(
      {
        crypto: this.crypto,
        api: this.api,
        tenant: me?.tenant ?? "",
        me: { id: me?.identity?.id ?? "", publicKey: me?.identity?.publicKey ?? "" },
        party,
        ...(this.deps.makeSocket && { makeSocket: this.deps.makeSocket }),
      },
      id,
    );
  }

  // -- what comes in

  #listen(): void {
    this.api.addEventListener("signed-out", () => this.#lost());
    this.talks.addEventListener("change", () => this.changed());
    this.talks.addEventListener("closed", () => void this.look());
    this.talks.addEventListener("gone", () => {
      this.say({ text: t.talkGone, kind: "care" }); // it vanishes from the desk: not without a word
      void this.look();
    });
    this.talks.addEventListener("message", (event) => {
      this.#tell({ what: "message", talk: (event as TalkEvent).id });
    });
    this.work.addEventListener("change", () => this.changed());
    this.work.addEventListener("stale", () => void this.look());
  }

  readonly #handlers = {
    // What happened while we were away was told to nobody here.
    opened: (): void => void this.look(),
    frame: (frame: { readonly t: string }): void => this.#heard(frame as DutyFrame),
    connection: (connection: Connection): void => {
      this.connection = connection;
      this.changed();
    },
    ended: (): void => this.#lost(),
    refused: (): void => void this.look(),
  };

  #heard(frame: DutyFrame): void {
    if (frame.t === "queue") this.#queueIs(frame.items, frame.onDuty);
    else if (frame.t === "calls") this.#callsAre(frame.items);
    else if (frame.t === "team") void this.look();
    else if (frame.t === "conversation" && !this.talks.get(frame.id)) void this.look();
  }

  #queueIs(items: readonly QueueItem[], onDuty: readonly OnDuty[]): void {
    const fresh = newcomers(this.queue, items);
    this.queue = oldestFirst(items);
    this.onDuty = onDuty;
    if (fresh.length) this.#tell({ what: "queue", count: fresh.length });
    this.changed();
  }

  #callsAre(items: readonly WaitingCall[]): void {
    const byId = (calls: readonly WaitingCall[]) => calls.map(({ conversation: id }) => ({ id }));
    const fresh = newcomers(this.calls && byId(this.calls), byId(items));
    this.calls = items;
    if (fresh.length) this.#tell({ what: "call" });
    this.changed();
  }

  #tell(detail: News): void {
    this.dispatchEvent(new CustomEvent<News>("news", { detail }));
  }

  #lost(): void {
    this.signedOut = true;
    this.changed();
  }

  /** Signed in again in another tab: go on where it stopped. */
  async back(): Promise<void> {
    await this.look();
    if (this.signedOut) return;
    this.talks.reopen();
    this.#socket.start();
  }
}
