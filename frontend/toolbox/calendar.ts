/** An entry for one's own calendar, made here: neither the day nor that there is one is told to the server. */
import { newId } from "../chat/ids";
import { isoDay } from "./reminders";

const FILE = "husk.ics";
const READ_WITHIN = 10_000; // ms that the browser has to take the file

/**
 * An iCalendar file (RFC 5545) with a whole day's entry: no tool, no place, no sender. Each line must stay
 * below the 75 octets after which it would have to be folded.
 */
export function calendarFile(day: Date, summary: string, now = new Date(), uid = newId()): string {
  const lines = [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//calendar//DA", "BEGIN:VEVENT"],
    `UID:${uid}`,
    `DTSTAMP:${now.toISOString().replace(/[-:]|\.\d+/g, "")}`,
    `DTSTART;VALUE=DATE:${isoDay(day).replace(/-/g, "")}`,
    `SUMMARY:${summary.replace(/[\\;,]/g, "\\$&")}`,
    ...["TRANSP:TRANSPARENT", "CLASS:PRIVATE", "END:VEVENT", "END:VCALENDAR"],
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

/** Hand the file to the browser, as a download from here. */
export function giveFile(text: string, page: Document = document): void {
  const link = page.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
  link.download = FILE;
  link.hidden = true;
  page.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), READ_WITHIN);
}
