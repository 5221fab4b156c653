/** How much of a conversation a report shows. */
import type { ChatMessage } from "./messages";

export type Extent = "all" | "today";

/** The epochs to share: all that can be read, or those of the day's messages. */
export function epochsOf(
  extent: Extent,
  readable: readonly number[],
  messages: readonly ChatMessage[],
  now: Date,
): number[] {
  if (extent === "all") return [...readable];
  const today = messages.filter((one) => new Date(one.at).toDateString() === now.toDateString());
  const epochs = new Set(today.map((one) => one.epoch));
  return readable.filter((number) => epochs.has(number));
}
