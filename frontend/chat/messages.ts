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
  | { type: "seen"; seq: number };

export const nothing: Messages = { list: [], upTo: 0, counters: {}, seen: 0 };

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
      return patch(state, event.id, opened(event));
    case "failed":
      return patchUnsent(state, event.id, "failed");
    case "again":
      return patchUnsent(state, event.id, "sending");
    case "seen":
      return settle({ ...state, seen: Math.max(state.seen, event.seq) });
  }
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

/** Move `upTo` as far as it goes without a hole, marking gaps in the counters, and what was seen. */
function settle(state: Messages): Messages {
  let { upTo } = state;
  const counters = { ...state.counters };
  const list = state.list.map((message) => {
    if (message.seq === upTo + 1) {
      upTo += 1;
      const before = counters[message.sender] ?? 0;
      counters[message.sender] = Math.max(before, message.n ?? 0);
      if (message.n !== before + 1 && !message.problem) message = { ...message, problem: "gap" };
    }
    const seen = message.mine && message.status === "stored" && (message.seq ?? Infinity) <= state.seen;
    return seen ? { ...message, status: "seen" as const } : message;
  });
  return { ...state, list, upTo, counters };
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
