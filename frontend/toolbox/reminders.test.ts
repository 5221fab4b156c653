// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { choices, forgetDue, isDue, isoDay, readReminder, rememberDue, startOf } from "./reminders";

const at = (hour: number) => new Date(2026, 11, 30, hour, 15);

beforeEach(() => sessionStorage.clear());

test("this evening is offered until it is evening, then tomorrow and five named days", () => {
  expect(choices(at(9)).map(({ key, due }) => [key, new Date(due).toLocaleString("sv")])).toEqual([
    ["evening", "2026-12-30 18:00:00"],
    ["tomorrow", "2026-12-31 00:00:00"],
    ["day", "2027-01-01 00:00:00"],
    ["day", "2027-01-02 00:00:00"],
    ["day", "2027-01-03 00:00:00"],
    ["day", "2027-01-04 00:00:00"],
    ["day", "2027-01-05 00:00:00"],
  ]);
  expect(choices(at(18)).map(({ key }) => key)).toEqual(["tomorrow", "day", "day", "day", "day", "day"]);
});

test.each([
  ["2026-12-30", true],
  ["2027-12-30", true],
  ["2027-12-31", false],
  ["2026-12-29", false],
  ["2027-02-30", false],
  ["31-12-2026", false],
  ["", false],
  ["x".repeat(1000), false],
])("%s is a day ahead: %s", (day, fits) => {
  const start = startOf(day, at(12));
  expect(start === null ? false : isoDay(new Date(start)) === day).toBe(fits);
});

test("nothing is due before the first time of all, and nothing without reminders", () => {
  rememberDue(new Map<string, unknown>([["a", { due: 3000 }], ["b", { due: 2000 }], ["c", "?"]]));
  expect([isDue(1999), isDue(2000)]).toEqual([false, true]);
  rememberDue(new Map());
  expect(isDue(9e15)).toBe(false);
  rememberDue(new Map([["a", { due: 1 }]]));
  forgetDue();
  expect(isDue(9e15)).toBe(false);
});

test("a reminder is a whole number of milliseconds", () => {
  expect(readReminder({ due: 5, more: 1 })).toEqual({ due: 5 });
  for (const wrong of [null, 5, { due: "5" }, { due: 1.5 }, { due: Infinity }, []]) {
    expect(readReminder(wrong)).toBeNull();
  }
});
