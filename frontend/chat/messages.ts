/** What a reader sees of a conversation's messages: a pure reducer over what happens to them. */
import type { Body } from "../crypto/client";

export type Status = "sending" | "stored" | "seen" | "failed";

/**
 * `cannot-vouch`: it did not open as the sender made it. `gap`: something of the sender's before it is
 * missing. `not-shared`: its key was never shared with this reader.
 */
export type Problem = "cannot-vouch" | "gap" | "not-shared";

export interface ChatMessage {
  readonly id: string;
  readonly seq: number | null; // its place, once it is stored
  readonly n: number | null; // the sender's counter
  readonly epoch: number | null; // whose key it is stored under
  readonly sender: string;
  readonly mine: boolean;
  readonly body: Body | null;
  readonly status: Status;
  readonly at: string;
  readonly problem?: Problem;
}

export interface Messages {
  readonly list: readonly ChatMessage[]; // the stored by place, then what is under way in the order written
  readonly upTo: number; // every message up to this place is here
  readonly counters: Readonly<Record<string, number>>; // per sender, up to that place
  readonly lasting: number; // a place that is empty below this one stays so, as far as we know
  readonly seen: number; // how far somebody else has read
}

export type Event =
  | { type: "queued"; id: string; sender: string; body: Body; at: string }
  | {
      type: "came";
      id: string;
      seq: number;
      n: number;
      epoch: number;
      sender: string;
      mine: boolean;
      body: Body | null;
      at: string;
      problem?: Problem;
    }
  | { type: "acked"; id: string; seq: number; n: number; epoch: number; at: string }
  | { type: "opened"; id: string; body: Body | null; problem?: Problem }
  | { type: "failed"; id: string }
  | { type: "again"; id: string }
  | { type: "seen"; seq: number }
  | { type: "lasting"; upTo: number }; // what is missing after this place has not come in good time

export const nothing: Messages = { list: [], upTo: 0, counters: {}, lasting: 0, seen: 0 };

/** What there is after `event`. The same event twice changes nothing the second time. */
export function reduce(state: Messages, event: Event): Messages {
  switch (event.type) {
    case "queued":
      return queued(state, event);
    case "came":
      return came(state, event);
    case "acked":
      return acked(state, event);
    case "opened":
      return settle(patch(state, event.id, opened(event)));
    case "failed":
      return patchUnsent(state, event.id, "failed");
    case "again":
      return patchUnsent(state, event.id, "sending");
    case "seen":
      return settle({ ...state, seen: Math.max(state.seen, event.seq) });
    case "lasting":
      return event.upTo === state.upTo ? settle({ ...state, lasting: newest(state) }) : state;
  }
}

/** Whether a place is empty below one that is not. It may still be on its way. */
export function isHoled(state: Messages): boolean {
  return newest(state) > state.upTo;
}

function newest({ list }: Messages): number {
  return list.reduce((most, { seq }) => Math.max(most, seq ?? 0), 0);
}

function queued(state: Messages, event: Event & { type: "queued" }): Messages {
  if (find(state, event.id)) return state;
  const { id, sender, body, at } = event;
  const unsent = { seq: null, n: null, epoch: null, mine: true, status: "sending" } as const;
  const message: ChatMessage = { id, sender, body, at, ...unsent };
  return { ...state, list: [...state.list, message] };
}

function came(state: Messages, event: Event & { type: "came" }): Messages {
  const known = find(state, event.id);
  if (known && known.seq !== null) return state;
  const { type: _, ...rest } = event;
  return place(state, { ...rest, status: "stored" });
}

function acked(state: Messages, event: Event & { type: "acked" }): Messages {
  const known = find(state, event.id);
  if (!known || known.seq !== null) return state;
  const { seq, n, epoch, at } = event;
  return place(state, { ...known, seq, n, epoch, at, status: "stored" });
}

function place(state: Messages, message: ChatMessage): Messages {
  const list = state.list.filter((one) => one.id !== message.id);
  const before = list.findIndex((one) => one.seq === null || one.seq > (message.seq ?? 0));
  list.splice(before < 0 ? list.length : before, 0, message);
  return settle({ ...state, list });
}

/** Move `upTo` as far as it goes without a hole, and mark anew what is missing and what was seen. */
function settle(state: Messages): Messages {
  let { upTo } = state;
  const counters: Record<string, number> = {};
  const missing = new Counting(state.lasting);
  const list = state.list.map((message) => {
    const { seq, n, sender } = message;
    if (seq === null) return message;
    if (seq <= upTo + 1) {
      upTo = Math.max(upTo, seq);
      counters[sender] = Math.max(counters[sender] ?? 0, n ?? 0);
    }
    return marked(message, missing.before(sender, seq, n ?? 0), seq <= state.seen);
  });
  return { ...state, list, upTo, counters };
}

function marked({ problem, ...rest }: ChatMessage, gap: boolean, isSeen: boolean): ChatMessage {
  const others = problem === "gap" ? undefined : problem;
  const now = others ?? (gap ? "gap" : undefined);
  const status = rest.mine && rest.status === "stored" && isSeen ? "seen" : rest.status;
  return { ...rest, status, ...(now && { problem: now }) };
}

/** Walks the stored messages by place. Tells what is missing before each, and not what may yet come. */
class Counting {
  readonly #last = new Map<string, { n: number; holes: number }>();
  #seq = 0;
  #holes = 0; // empty places so far

  constructor(private readonly lasting: number) {}

  /** Whether something before it is missing for certain, or has been for long. */
  before(sender: string, seq: number, n: number): boolean {
    const empty = seq - this.#seq - 1;
    this.#holes += empty;
    this.#seq = seq;
    const last = this.#last.get(sender) ?? { n: 0, holes: 0 };
    this.#last.set(sender, { n: Math.max(n, last.n), holes: this.#holes });
    const mayCome = this.#holes - last.holes;
    return (empty > 0 && seq <= this.lasting) || n <= last.n || n - last.n - 1 > mayCome;
  }
}

function opened(event: Event & { type: "opened" }) {
  return ({ problem: _, ...message }: ChatMessage): ChatMessage => ({
    ...message,
    body: event.body,
    ...(event.problem ? { problem: event.problem } : {}),
  });
}

function patchUnsent(state: Messages, id: string, status: Status): Messages {
  return patch(state, id, (message) => (message.seq === null ? { ...message, status } : message));
}

function patch(
  state: Messages,
  id: string,
  change: (message: ChatMessage) => ChatMessage,
): Messages {
  return { ...state, list: state.list.map((one) => (one.id === id ? change(one) : one)) };
}

function find(state: Messages, id: string): ChatMessage | undefined {
  return state.list.find((one) => one.id === id);
}
