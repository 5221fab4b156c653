/** Which view follows which: the island's path, without drawing it. */
import type { Kind, Me, Summary } from "../wire";

export type View =
  | "loading"
  | "other"
  | "asleep"
  | "start"
  | "before"
  | "talk"
  | "words"
  | "report"
  | "delete"
  | "deleted"
  | "mine"
  | "return"
  | "signed-out";

/** The conversation that goes on, newest first; null when none does. */
export function current(me: Me): Summary | null {
  return me.conversations.find((one) => one.state !== "closed") ?? null;
}

/** Where somebody who is known to this tab lands: in what goes on, with what they came for, else at home. */
export function landing(me: Me, page: "write" | "return", als: Kind | null): View {
  if (page === "return") return "mine";
  if (current(me)) return "talk";
  return als ? "before" : "mine";
}
