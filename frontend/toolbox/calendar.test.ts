// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { toolbox } from "../i18n/toolbox";
import { calendarFile, giveFile } from "./calendar";

const NOW = new Date("2026-11-25T23:04:05.678Z");
const DAY = new Date(2026, 11, 1);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("a whole day's entry, as RFC 5545 writes it", () => {
  expect(calendarFile(DAY, "Husk: lidt tid til dig selv", NOW, "u-1").split("\r\n")).toEqual([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//calendar//DA",
    "BEGIN:VEVENT",
    "UID:u-1",
    "DTSTAMP:20261125T230405Z",
    "DTSTART;VALUE=DATE:20261201",
    "SUMMARY:Husk: lidt tid til dig selv",
    "TRANSP:TRANSPARENT",
    "CLASS:PRIVATE",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]);
});

test("what means something in such a file is escaped", () => {
  expect(calendarFile(DAY, "a, b; c \\ d", NOW, "u")).toContain("SUMMARY:a\\, b\\; c \\\\ d\r\n");
});

test.each(["da", "en"] as const)("in %s no line needs folding, and none says where it is from", (language) => {
  const file = calendarFile(DAY, toolbox[language].saved.calendarEntry);
  for (const line of file.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  for (const telling of ["naere", "nære", "http", "dragør", "værktøj"]) expect(file.toLowerCase()).not.toContain(telling);
});

test("no two entries have a name in common", () => {
  const uid = (): string | undefined => /UID:(.*)/.exec(calendarFile(DAY, "x", NOW))?.[1];
  expect(uid()).not.toBe(uid());
});

test("it is a download from the page itself: nobody is asked for anything", async () => {
  const asked = vi.fn();
  vi.stubGlobal("fetch", asked);
  const made = vi.spyOn(URL, "createObjectURL");
  const names: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  giveFile("BEGIN:VCALENDAR");
  expect(names).toEqual(["husk.ics"]);
  expect(await (made.mock.calls[0]?.[0] as Blob).text()).toBe("BEGIN:VCALENDAR");
  expect(document.querySelector("a")).toBeNull();
  expect(asked).not.toHaveBeenCalled();
});
