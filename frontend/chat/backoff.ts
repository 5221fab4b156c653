/** How long to wait before the next try to connect: 0.5 to 15 s, doubling, with jitter. */
export const SHORTEST = 500; // ms
export const LONGEST = 15_000; // ms

/** Milliseconds before try number `attempt` (from 0); `random` is from 0 to 1. */
export function backoff(attempt: number, random: number): number {
  const most = Math.min(LONGEST, SHORTEST * 2 ** Math.min(attempt + 1, 10));
  return Math.max(SHORTEST, Math.round(most / 2 + (random * most) / 2));
}
