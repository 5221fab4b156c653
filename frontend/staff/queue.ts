/** The queue as a peer sees it: oldest first, what is new, how long somebody has waited. */
import type { QueueItem } from "./wire";

type Waiting = Pick<QueueItem, "id" | "queuedAt">;

/** Oldest first; the id decides between two of the same moment, so that rows do not jump. */
export function oldestFirst<T extends Waiting>(items: readonly T[]): T[] {
  return [...items].sort(
    (a, b) => Date.parse(a.queuedAt) - Date.parse(b.queuedAt) || (a.id < b.id ? -1 : 1),
  );
}

/** Who was not there before. Nobody is new at the first look (`before` is null). */
export function newcomers<T extends { readonly id: string }>(
  before: readonly T[] | null,
  now: readonly T[],
): T[] {
  if (before === null) return [];
  const known = new Set(before.map(({ id }) => id));
  return now.filter(({ id }) => !known.has(id));
}

/** Whole seconds from `since` to `now` (milliseconds); never negative, whatever the clocks say. */
export function secondsSince(since: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
}

export interface Waited {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** Seconds as days, hours, minutes, seconds. */
export function waited(seconds: number): Waited {
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
}
