/** When somebody wants to be reminded. The times lie in the drawer; the server never knows of one. */
import { isRecord } from "./entries";

export interface Reminder {
  readonly due: number; // ms
}

const KEY = "naere.due"; // the first time of all, for as long as the tab: without it nothing is looked at
const EVENING = 18;

/** A local day as ISO 8601 has it. */
export function isoDay(at: Date): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The start of an ISO day here, in ms; null for what is no day, or not from today to a year ahead. */
export function startOf(day: string, now: Date): number | null {
  const [, year, month, date] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const at = new Date(year, month - 1, date);
  const year2 = new Date(now.getFullYear() + 1, now.getMonth(), now.getDate());
  return isoDay(at) === day && day >= isoDay(now) && at <= year2 ? at.getTime() : null;
}

export interface Choice {
  readonly key: "evening" | "tomorrow" | "day";
  readonly due: number;
}

/** What is offered: this evening while it is not yet, tomorrow, and the five days after by their names. */
export function choices(now: Date): Choice[] {
  const day = (ahead: number, hour = 0): number =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + ahead, hour).getTime();
  const evening: Choice[] = now.getHours() < EVENING ? [{ key: "evening", due: day(0, EVENING) }] : [];
  const later = [2, 3, 4, 5, 6].map((ahead): Choice => ({ key: "day", due: day(ahead) }));
  return [...evening, { key: "tomorrow", due: day(1) }, ...later];
}

/** A reminder out of anything, or null. */
export function readReminder(given: unknown): Reminder | null {
  return isRecord(given) && Number.isSafeInteger(given.due) ? { due: given.due as number } : null;
}

/** Note when the first of the reminders is due, or that there is none. */
export function rememberDue(reminders: ReadonlyMap<string, unknown>, tab: Storage = sessionStorage): void {
  const times = [...reminders.values()].map((one) => readReminder(one)?.due ?? Infinity);
  const first = Math.min(Infinity, ...times);
  if (first === Infinity) tab.removeItem(KEY);
  else tab.setItem(KEY, String(first));
}

/** Whether there is something to be reminded of in this tab. */
export function isDue(now: number = Date.now(), tab: Storage = sessionStorage): boolean {
  const first = Number(tab.getItem(KEY) ?? Infinity);
  return first <= now;
}

/** Nobody is here any more. */
export function forgetDue(tab: Storage = sessionStorage): void {
  tab.removeItem(KEY);
}
