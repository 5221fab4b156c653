// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { young } from "../i18n/young";
import type { Now } from "../wire";
import { dayAndTime, noLongerText, notNowText, waitText, whyNoLonger, whyNotNow } from "./waits";

const free: Now = {
  ...{ open: true, peersOnDuty: 1, canStart: true, waiting: 0, expectedWaitSeconds: 60 },
  ...{ opensAt: null, letterAnswerHours: null, queueFull: false },
};

test.each([
  [null, "Vi ved ikke endnu, hvor længe det tager."],
  [20, "Det er din tur om lidt."],
  [60, "Du kommer nok til at vente cirka 1 minut."],
  [61, "Du kommer nok til at vente cirka 2 minutter."],
  [600, "Du kommer nok til at vente cirka 10 minutter."],
] as const)("a wait of %s seconds", (seconds, text) => {
  expect(waitText(seconds, young.da.waiting)).toBe(text);
});

test("why not now: closed before full before nobody", () => {
  expect(whyNotNow(free)).toBeNull();
  expect(whyNotNow({ ...free, peersOnDuty: 0 })).toBe("nobody");
  expect(whyNotNow({ ...free, peersOnDuty: 0, queueFull: true })).toBe("full");
  expect(whyNotNow({ ...free, open: false, queueFull: true })).toBe("closed");
});

test("closed says when it opens, in Danish time, if that is known", () => {
  document.documentElement.lang = "da";
  const closed = { ...free, open: false, opensAt: "2026-11-26T15:00:00Z" };
  expect(notNowText(closed, young.da)).toContain("torsdag kl. 16.00");
  expect(notNowText({ ...closed, opensAt: null }, young.da)).not.toContain("åbner");
});

test("the same day is called today, by the Danish calendar", () => {
  document.documentElement.lang = "da";
  const opens = "2026-11-26T23:30:00Z"; // 00.30 on the 27th in Denmark
  expect(dayAndTime(opens, new Date("2026-11-26T23:05:00Z"))).toBe("i dag kl. 00.30");
  expect(dayAndTime(opens, new Date("2026-11-26T22:05:00Z"))).toBe("fredag kl. 00.30");
});

test("who waits is told when nobody is on duty any more, and when it has closed; a full queue is no matter", () => {
  expect(whyNoLonger({ ...free, queueFull: true })).toBeNull();
  expect(whyNoLonger({ ...free, open: false })).toBe("closing");
  expect(whyNoLonger({ ...free, open: false, peersOnDuty: 0 })).toBe("nobody");
});

test("that is said in whole sentences, with the letter, and when it opens if it has closed", () => {
  document.documentElement.lang = "da";
  const gone = { ...free, peersOnDuty: 0, opensAt: "2026-11-26T15:00:00Z" };
  expect(noLongerText(free, young.da)).toBe("");
  expect(noLongerText(gone, young.da)).toContain("kan tage imod dig. Lav det om til et brev");
  expect(noLongerText({ ...gone, open: false }, young.da)).toContain("Vi åbner torsdag kl. 16.00. Lav det om");
  expect(noLongerText({ ...free, open: false }, young.da)).toContain("Vi har lukket for i dag");
});
