/** One conversation as one reader has it open: keys, messages, what is under way, who is there. */
import { ApiError } from "../api";
import { type Body, CryptoError } from "../crypto/client";
import { type Card, cardBody } from "../toolbox/cards";
import type { Conversation, Kind, MsgFrame, ServerFrame, Team } from "../wire";
import { Delivery } from "./delivery";
import { newId } from "./ids";
import { type Event as Change, nothing, reduce } from "./messages";
import { Observed, type SessionDeps } from "./observed";
import { changedHands, Rotation } from "./rotation";
import { type Connection, GONE, LiveSocket } from "./socket";

export type { ChatMessage } from "./messages";
export type { SessionDeps } from "./observed";

const LOOK_AGAIN_AFTER = 40; // messages: the server may find a key old by then

/**
 * Fires `change` on anything new to show, `message` (a `CustomEvent<ChatMessage>`) for each message of
 * somebody else that came after we did, `signed-out` (draft and outbox stay; `open` again after signing
 * in), `gone` (deleted, or we left it), `share-older?` when the young person is to be asked.
 */
export class ConversationSession extends Observed {
  readonly #delivery: Delivery;
  readonly #rotation: Rotation;
  #socket: LiveSocket | null = null;
  #work: Promise<void> = Promise.resolve();
  #welcomed = false;
  #greeted = false;
  #liveFrom = 0; // places up to here were there before we came
  #sinceLook = 0;
  #wiped = false;

  constructor(deps: SessionDeps, id: string) {
    super(deps, id);
    const { crypto, tenant, me } = deps;
    const later = (act: () => Promise<void>): void => void this.#do(act);
    const take = (now: Conversation): Promise<void> => this.#take(now);
    this.#rotation = new Rotation(deps, this.keeper, id, deps.moment, later, take);
    this.#delivery = new Delivery({
      ...{ crypto, tenant, id, me: me.id },
      conversation: () => this.conversation,
      ready: () => this.#welcomed && this.canRead,
      send: (frame) => void this.#socket?.send(frame),
      reduce: (event) => this.#reduce(event),
      look: () => this.#look(),
      run: later,
    });
  }

  /** How many of ours wait to be stored. */
  get underWay(): number {
    return this.#delivery.waiting;
  }

  /** Load, open the keys, connect. Throws nothing: what fails shows in `connection` and `ended`. */
  async open(): Promise<void> {
    this.ended = "";
    await this.#do(() => this.#look());
    if (this.ended || this.#wiped) return;
    const path = `/ws/conversations/${this.id}/`;
    this.#socket ??= new LiveSocket(path, this.#handlers, this.deps.makeSocket);
    this.#socket.start();
  }

  /** Stop listening. Messages and draft stay until `wipe`. */
  close(): void {
    this.#socket?.stop();
    this.#socket = null;
    this.#disconnected();
    this.#rotation.stop();
  }

  /** Forget every word. For the quick exit. */
  wipe(): void {
    this.#wiped = true;
    this.close();
    this.state = nothing;
    this.#delivery.clear();
    this.reading.clear();
    this.draft = "";
    this.conversation = null;
    this.change();
  }

  /** Say something. It stands at once and goes out when it can; returns its id, "" for empty text. */
  send(text: string): string {
    if (!text.trim()) return "";
    const at = new Date().toISOString();
    return this.#post({ kind: "text", text, at }, at);
  }

  /** Hand over a tool, as `send` says something; returns the message's id. */
  sendTool(card: Card): string {
    const at = new Date().toISOString();
    return this.#post(cardBody(card, at), at);
  }

  #post(body: Body, at: string): string {
    const id = newId();
    this.#delivery.add(id, body);
    this.#reduce({ type: "queued", id, sender: this.deps.me.id, body, at });
    void this.#do(() => this.#delivery.flush());
    return id;
  }

  /** Try a failed message again, under the same id. */
  retry(id: string): void {
    const message = this.messages.find((one) => one.id === id);
    if (message?.status !== "failed" || !message.body) return;
    this.#delivery.add(id, message.body);
    this.#reduce({ type: "again", id });
    void this.#do(() => this.#delivery.flush());
  }

  /** The reader is writing. */
  sayTyping(): void {
    if (this.#welcomed && this.passing.mayType()) this.#socket?.send({ t: "typing" });
  }

  /** The reader has seen everything up to `seq`. */
  saw(seq: number): void {
    if (!this.#welcomed || seq <= this.passing.seen) return;
    if (this.#socket?.send({ t: "seen", seq })) this.passing.seen = seq;
  }

  end(): Promise<void> {
    return this.#ask(() => this.deps.api.conversations.end(this.id));
  }

  setKind(kind: Kind): Promise<void> {
    return this.#ask(() => this.deps.api.conversations.kind(this.id, kind));
  }

  /** Call the professional on duty (`ApiError` `nobody-on-duty`, `already-called`). */
  call(): Promise<void> {
    return this.#ask(() => this.deps.api.conversations.call(this.id));
  }

  withdrawCall(): Promise<void> {
    return this.#ask(() => this.deps.api.conversations.withdrawCall(this.id));
  }

  /** Look again at the server's state, and act on it. */
  refresh(): Promise<void> {
    return this.#do(() => this.#look());
  }

  /** Whether whoever takes over may read what was written before. */
  shareOlder(yes: boolean): Promise<void> {
    this.asksToShareOlder = false;
    this.change();
    return yes ? this.#ask(() => this.#rotation.shareAll()) : Promise.resolve();
  }

  /** Share these epochs with the safeguarding team: a report (`ApiError` `no-team`, `old-team`). */
  report(team: Team, numbers: readonly number[]): Promise<void> {
    return this.#ask(async () => {
      const shares = await this.keeper.share(numbers, { ...team, party: "team" });
      const boxes = shares.map(({ number, box }) => ({ number, box }));
      await this.deps.api.conversations.report(this.id, team.id, boxes);
    });
  }

  // -- one thing at a time

  /** Run after everything before it, so that frames, keys and calls never overtake each other. */
  #do(act: () => Promise<void>): Promise<void> {
    const guarded = async (): Promise<void> => (this.#wiped ? undefined : act());
    this.#work = this.#work.then(guarded).catch((error: unknown) => this.#trouble(error));
    return this.#work;
  }

  /** As `#do`, then look again; what fails is the caller's to tell. */
  async #ask(act: () => Promise<unknown>): Promise<void> {
    let failure: unknown = null;
    await this.#do(async () => {
      await act().catch((error: unknown) => {
        failure = error;
      });
      if (failure instanceof ApiError && failure.status === 401) throw failure;
      await this.#look();
    });
    if (failure) throw failure;
  }

  #trouble(error: unknown): void {
    if (error instanceof ApiError) {
      if (error.status === 401) return this.#finish("signed-out");
      if (error.status === 404) return this.#finish("gone");
      return this.change(); // offline, or a server in trouble: the next welcome looks again
    }
    if (error instanceof CryptoError && error.code === "stopped") return this.close();
    console.error("conversation", error instanceof Error ? error.message : "");
  }

  #finish(how: "signed-out" | "gone"): void {
    if (this.ended === how) return;
    this.ended = how;
    this.close();
    this.connection = "offline";
    this.change();
    this.dispatchEvent(new Event(how));
  }

  #reduce(event: Change): void {
    this.state = reduce(this.state, event);
    this.change();
  }

  // -- the server's state

  async #look(): Promise<void> {
    this.#sinceLook = 0;
    await this.#take(await this.#get());
  }

  #get(): Promise<Conversation> {
    return this.deps.api.conversations.get(this.id);
  }

  async #take(conversation: Conversation): Promise<void> {
    const before = this.conversation;
    this.conversation = conversation;
    this.passing.professionalOnDuty = conversation.professionalOnDuty;
    this.#delivery.learn(conversation.myLastN);
    await this.keeper.open(conversation);
    this.conversation = await this.#rotation.settle(conversation);
    this.#askToShare(before);
    for (const opened of await this.reading.again(this.conversation)) {
      this.#reduce({ type: "opened", ...opened });
    }
    this.change();
    await this.#delivery.flush();
  }

  #askToShare(before: Conversation | null): void {
    if (this.deps.party !== "young" || !this.conversation) return;
    if (!changedHands(before, this.conversation)) return;
    this.asksToShareOlder = true;
    this.dispatchEvent(new Event("share-older?"));
  }

  // -- frames

  readonly #handlers = {
    opened: (): void => {
      this.#welcomed = false;
      this.#socket?.send({ t: "hello", after: this.state.upTo });
    },
    frame: (frame: { readonly t: string }): void => {
      void this.#do(() => this.#heard(frame as ServerFrame));
    },
    connection: (connection: Connection): void => {
      this.connection = connection;
      if (connection !== "online") this.#disconnected();
      this.change();
    },
    ended: (code: number): void => this.#finish(code === GONE ? "gone" : "signed-out"),
    // A refused handshake says nothing of why: ask by HTTP, which does.
    refused: (): void => void this.#do(() => this.#look()),
  };

  #disconnected(): void {
    this.#welcomed = false;
    this.passing.disconnected();
    this.#delivery.interrupted();
  }

  async #heard(frame: ServerFrame): Promise<void> {
    switch (frame.t) {
      case "welcome":
        return this.#welcome(frame);
      case "msg":
        return this.#came(frame);
      case "ack":
        await this.#delivery.acked(frame.id, frame.seq, frame.at);
        return this.#counted();
      case "error":
        return this.#delivery.refused(frame.code, frame.id);
      case "changed":
        return frame.what === "deleted" ? this.#finish("gone") : this.#look();
      case "seen":
        if (frame.s !== this.deps.me.id) this.#reduce({ type: "seen", seq: frame.seq });
        return;
      default:
        this.passing.heard(frame);
    }
  }

  async #welcome(frame: ServerFrame & { t: "welcome" }): Promise<void> {
    this.passing.welcome(frame);
    this.#reduce({ type: "seen", seq: this.passing.seenByOthers });
    this.#welcomed = true;
    if (this.#greeted) return this.#look(); // what changed while we were away was not told
    this.#greeted = true;
    this.#liveFrom = frame.lastSeq;
    if (this.conversation) await this.#delivery.flush();
    else await this.#look();
  }

  async #came(frame: MsgFrame): Promise<void> {
    const { id, seq, n, s: sender, at } = frame;
    const mine = sender === this.deps.me.id;
    if (mine) this.#delivery.learn(n);
    // Its key may have come while this frame was on its way.
    if (frame.e > (this.conversation?.epoch ?? -1)) await this.#look();
    const opened = await this.reading.read(frame, this.conversation);
    const isNew = !this.messages.some((one) => one.id === id);
    this.#reduce({ type: "came", id, seq, n, epoch: frame.e, sender, mine, at, ...opened });
    await this.#delivery.came(id);
    if (!mine) this.passing.stopped();
    if (!mine && isNew && seq > this.#liveFrom) {
      const detail = this.messages.find((one) => one.id === id);
      this.dispatchEvent(new CustomEvent("message", { detail }));
    }
    await this.#counted();
  }

  async #counted(): Promise<void> {
    this.#sinceLook += 1;
    if (this.#sinceLook >= LOOK_AGAIN_AFTER && this.#greeted) await this.#look();
  }
}
