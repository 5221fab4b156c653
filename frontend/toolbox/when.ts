/** Days in words, in the page's language. */
import { language } from "../i18n/pick";
import type { ToolboxTexts } from "../i18n/toolbox";
import { isoDay } from "./reminders";

const DAY = 24 * 3600 * 1000;

/** When something is due, as one says it: "i aften", "i morgen", "på torsdag", "den 3. december". */
export function whenText(due: number, now: Date, texts: ToolboxTexts): string {
  const at = new Date(due);
  const ahead = Math.round((noon(at) - noon(now)) / DAY);
  if (ahead <= 0) return at.getHours() >= 18 && isoDay(at) === isoDay(now) ? texts.when.evening : texts.when.today;
  if (ahead === 1) return texts.when.tomorrow;
  if (ahead < 7) return texts.when.on(format(at, { weekday: "long" }));
  return texts.when.date(format(at, { day: "numeric", month: "long" }));
}

function noon(at: Date): number {
  return new Date(at).setHours(12, 0, 0, 0);
}

function format(at: Date, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language() === "da" ? "da-DK" : "en-GB", parts).format(at);
}
