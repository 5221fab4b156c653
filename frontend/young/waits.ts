/** Waits and times as one says them. */
import type { YoungTexts } from "../i18n/young";
import { language } from "../i18n/pick";
import type { Now } from "../wire";

interface WaitWords {
  readonly wait: (minutes: number) => string;
  readonly waitFew: string;
  readonly waitUnknown: string;
}

/** An honest wait: rounded up to a minute, under one "soon", unknown when it is unknown. */
export function waitText(seconds: number | null, words: WaitWords): string {
  if (seconds === null) return words.waitUnknown;
  return seconds < 60 ? words.waitFew : words.wait(Math.ceil(seconds / 60));
}

export type NotNow = "closed" | "nobody" | "full";

/** Why one cannot write with someone now; null when one can. */
export function whyNotNow(now: Now): NotNow | null {
  if (!now.open) return "closed";
  if (now.queueFull) return "full";
  return now.peersOnDuty === 0 ? "nobody" : null;
}

/** Why somebody who waits will perhaps not be taken in live; null when all is well. The queue may be full. */
export function whyNoLonger(now: Now): "nobody" | "closing" | null {
  if (now.peersOnDuty === 0) return "nobody";
  return now.open ? null : "closing";
}

/** The same in words; "" when all is well. */
export function noLongerText(now: Now, t: YoungTexts): string {
  const reason = whyNoLonger(now);
  if (reason === "closing") return t.waiting.closing;
  if (reason === null) return "";
  const opens = !now.open && now.opensAt ? t.before.opens(dayAndTime(now.opensAt)) : "";
  return t.waiting.nobody(opens).replace(/ {2,}/g, " ");
}

/** The same, before one has begun. */
export function notNowText(now: Now, t: YoungTexts): string {
  const reason = whyNotNow(now);
  if (reason === "full") return t.before.full;
  if (reason === "nobody") return t.before.nobody;
  return t.before.closed(now.opensAt ? t.before.opens(dayAndTime(now.opensAt)) : "");
}

const ZONE = "Europe/Copenhagen";

/** A day and an hour: "torsdag kl. 16.00", "i dag kl. 16.00". Danish time, wherever the phone is. */
export function dayAndTime(iso: string, now = new Date()): string {
  const da = language() === "da";
  const locale = da ? "da-DK" : "en-GB";
  const at = new Date(iso);
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
  const date = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone: ZONE });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: ZONE });
  const today = date.format(at) === date.format(now);
  const day = today ? (da ? "i dag" : "today") : weekday.format(at);
  return `${day} ${da ? "kl." : "at"} ${time.format(at)}`;
}

/** A date: "24. december". */
export function dateOf(iso: string): string {
  const da = language() === "da";
  const parts = { day: "numeric", month: "long" } as const;
  return new Intl.DateTimeFormat(da ? "da-DK" : "en-GB", parts).format(new Date(iso));
}
