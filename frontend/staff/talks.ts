/** The conversations that are open on this desk, side by side. */
import type { ConversationSession } from "../chat/session";
import type { Party } from "../wire";
import { newest, unread } from "./unread";
import type { MySummary } from "./wire";

export interface Talk {
  readonly id: string;
  readonly session: ConversationSession;
  seen: number; // how far it was in view
  closed: boolean; // it was told that it has ended
}

type Make = (id: string, party: Party) => ConversationSession;

/** What happened in a talk: its id. */
export class TalkEvent extends Event {
  constructor(
    type: string,
    readonly id: string,
  ) {
    super(type);
  }
}

/**
 * Fires `change` for anything to show, and as `TalkEvent`: `message` for a new one of somebody else,
 * `closed` when a conversation has ended, `gone` when it is deleted or no longer ours.
 */
export class Talks extends EventTarget {
  readonly #open = new Map<string, Talk>();
  readonly #aside = new Set<string>(); // put aside by hand: not opened by itself again
  readonly #read = new Map<string, number>(); // how far each was read here, also after it is put aside

  constructor(private readonly make: Make) {
    super();
  }

  get list(): readonly Talk[] {
    return [...this.#open.values()];
  }

  get(id: string): Talk | undefined {
    return this.#open.get(id);
  }

  /** Open those that go on live now, and let go of those that are no longer mine. */
  sync(mine: readonly MySummary[]): void {
    const live = mine.filter(({ kind, state }) => kind === "now" && state === "active");
    for (const { id, party } of live) if (!this.#aside.has(id)) this.show(id, party ?? "peer");
    const ids = new Set(mine.map(({ id }) => id));
    for (const id of this.#open.keys()) if (!ids.has(id)) this.drop(id);
  }

  /** Open one; it stays open until it is put aside or no longer mine. */
  show(id: string, party: Party): Talk {
    this.#aside.delete(id);
    const known = this.#open.get(id);
    if (known) return known;
    const talk = { id, session: this.make(id, party), seen: 0, closed: false };
    this.#open.set(id, talk);
    this.#listen(talk);
    void talk.session.open();
    this.#changed();
    return talk;
  }

  /** Close one here; it goes on without us looking. */
  putAside(id: string): void {
    this.#aside.add(id);
    this.drop(id);
  }

  drop(id: string): void {
    const talk = this.#open.get(id);
    if (!talk) return;
    this.#open.delete(id);
    talk.session.wipe();
    this.#changed();
  }

  /** Every word goes: the keys are gone, or somebody leaves. */
  dropAll(): void {
    for (const id of [...this.#open.keys()]) this.drop(id);
    this.#aside.clear();
    this.#read.clear();
  }

  /** Connect again what a lost session closed. */
  reopen(): void {
    for (const { session } of this.list) if (session.ended === "signed-out") void session.open();
  }

  /** The reader sees everything in this one. */
  inView(id: string): void {
    const talk = this.#open.get(id);
    if (!talk) return;
    const up = newest(talk.session.messages);
    if (up <= talk.seen) return;
    talk.seen = up;
    this.#read.set(id, up);
    talk.session.saw(up);
    this.#changed();
  }

  /** How far one that is not open was read here; the server may know of more from another device. */
  readHere(id: string): number {
    return this.#read.get(id) ?? 0;
  }

  unread(id: string): number {
    const talk = this.#open.get(id);
    return talk ? unread(talk.session.messages, Math.max(talk.seen, seenBefore(talk))) : 0;
  }

  #listen(talk: Talk): void {
    const { id, session } = talk;
    const tell = (type: string): void => {
      if (this.#open.get(id) === talk) this.dispatchEvent(new TalkEvent(type, id));
    };
    session.addEventListener("change", () => {
      tell("change");
      if (talk.closed || session.conversation?.state !== "closed") return;
      talk.closed = true;
      tell("closed");
    });
    session.addEventListener("gone", () => tell("gone"));
    session.addEventListener("message", () => tell("message"));
  }

  #changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}

/** How far this reader had read on another device or before a reload. */
function seenBefore({ session }: Talk): number {
  const me = session.conversation?.participants.find(({ identity }) => identity === session.me.id);
  return me?.seenSeq ?? 0;
}
