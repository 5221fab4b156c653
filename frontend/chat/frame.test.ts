import { expect, test } from "vitest";
import type { Conversation } from "../wire";
import { phase } from "./frame";

const start = Date.parse("2026-03-01T10:00:00Z");
const at = (minutes: number): number => start + minutes * 60_000;
const live = {
  kind: "now",
  state: "active",
  acceptedAt: "2026-03-01T10:00:00Z",
  sessionMinutes: 50,
} as Conversation;

test.each([
  [0, "running"],
  [39.9, "running"],
  [40, "soon-over"],
  [49.9, "soon-over"],
  [50, "over"],
  [500, "over"],
] as const)("after %f of 50 minutes: %s", (minutes, expected) => {
  expect(phase(live, at(minutes))).toBe(expected);
});

test("a letter, a waiting and an ended conversation have no time frame", () => {
  expect(phase({ ...live, kind: "letter" }, at(45))).toBe("none");
  expect(phase({ ...live, state: "waiting" }, at(45))).toBe("none");
  expect(phase({ ...live, state: "closed" }, at(45))).toBe("none");
});
