/** The texts of the page's language. */
import { ApiError } from "../api";
import { language as languageOfPage, pick } from "../i18n/pick";
import { staff, type StaffTexts } from "../i18n/staff";

export const language = languageOfPage();

export const t: StaffTexts = pick(staff);

const moment = new Intl.DateTimeFormat(language === "da" ? "da-DK" : "en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/** A day and a time of day, short. */
export function when(iso: string): string {
  return moment.format(new Date(iso));
}

const day = new Intl.DateTimeFormat(language === "da" ? "da-DK" : "en-GB", { day: "numeric", month: "short" });

/** A day, short. */
export function dayOf(iso: string): string {
  return day.format(new Date(iso));
}

/** Why it did not work: our sentence for the code, else the server's, else a plain one. */
export function why(error: unknown, sentences: Readonly<Record<string, string>> = {}): string {
  if (!(error instanceof ApiError)) return t.failed;
  if (error.status === 0) return t.offline;
  return sentences[error.code] ?? (error.message === error.code ? t.failed : error.message);
}
