/** How long a live conversation lasts, said at the start and gently before the end. Never enforced. */
import type { Conversation } from "../wire";

const MINUTE = 60_000;
export const WARN_BEFORE = 10 * MINUTE;

export type Phase = "none" | "running" | "soon-over" | "over";

/** Where in its time frame a conversation is at `now` (ms). Letters have none. */
export function phase(conversation: Conversation, now: number): Phase {
  if (conversation.kind !== "now" || conversation.state !== "active") return "none";
  if (!conversation.acceptedAt) return "none";
  const ends = Date.parse(conversation.acceptedAt) + conversation.sessionMinutes * MINUTE;
  if (now >= ends) return "over";
  return now >= ends - WARN_BEFORE ? "soon-over" : "running";
}
