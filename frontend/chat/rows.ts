/** What stands in the log, line by line: days, messages, and what is missing. */
import type { ChatMessage } from "./messages";

export type Row =
  | { readonly kind: "day"; readonly key: string; readonly day: Date }
  | { readonly kind: "gap"; readonly key: string }
  | { readonly kind: "not-shared"; readonly key: string; readonly count: number }
  | { readonly kind: "message"; readonly key: string; readonly message: ChatMessage; readonly follows: boolean };

const CLOSE = 3 * 60_000; // ms: messages this near belong together

/** The rows of a conversation. Each day is said once; messages that are not shared are counted. */
export function rows(messages: readonly ChatMessage[]): Row[] {
  const out: Row[] = [];
  let day = "";
  let before: ChatMessage | null = null;
  for (const message of messages) {
    const date = new Date(message.at);
    if (date.toDateString() !== day) {
      day = date.toDateString();
      out.push({ kind: "day", key: `day ${day} ${message.id}`, day: date });
      before = null;
    }
    const last = out[out.length - 1];
    if (message.problem === "not-shared") {
      const count = last?.kind === "not-shared" ? last.count + 1 : 1;
      if (last?.kind === "not-shared") out.pop();
      out.push({ kind: "not-shared", key: "not-shared " + message.id, count });
      before = null;
      continue;
    }
    if (message.problem === "gap") {
      out.push({ kind: "gap", key: `gap ${message.id}` });
      before = null;
    }
    out.push({ kind: "message", key: message.id, message, follows: follows(before, message) });
    before = message;
  }
  return out;
}

function follows(before: ChatMessage | null, message: ChatMessage): boolean {
  if (before?.sender !== message.sender) return false;
  return Math.abs(Date.parse(message.at) - Date.parse(before.at)) < CLOSE;
}

/** How far a day is from today, in whole days of the reader's calendar; 0 today, 1 yesterday. */
export function daysAgo(day: Date, now: Date): number {
  const noon = (date: Date): number => new Date(date).setHours(12, 0, 0, 0);
  return Math.round((noon(now) - noon(day)) / 86_400_000);
}
