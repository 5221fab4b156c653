// @vitest-environment happy-dom
import { expect, test } from "vitest";
import type { ChatMessage } from "./messages";
import { epochsOf } from "./extent";

const now = new Date("2026-03-02T12:00:00");

function message(at: string, epoch: number | null): ChatMessage {
  const body = { kind: "text", text: "a" };
  return { id: at, seq: 1, n: 1, epoch, sender: "a", mine: true, body, status: "stored", at };
}

const messages = [
  message("2026-03-01T23:59:00", 0),
  message("2026-03-02T00:01:00", 1),
  message("2026-03-02T11:00:00", 3),
  message("2026-03-02T11:59:00", null), // still on its way
];

test("all so far is every epoch that can be read", () => {
  expect(epochsOf("all", [0, 1, 2, 3], messages, now)).toEqual([0, 1, 2, 3]);
});

test("since today is the epochs of today's messages, and only those that can be read", () => {
  expect(epochsOf("today", [0, 1, 2, 3], messages, now)).toEqual([1, 3]);
  expect(epochsOf("today", [0, 1], messages, now)).toEqual([1]);
  expect(epochsOf("today", [0], messages.slice(0, 1), now)).toEqual([]);
});
