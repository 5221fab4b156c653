import { expect, test } from "vitest";
import type { ChatMessage } from "./messages";
import { daysAgo, rows } from "./rows";

function message(id: string, at: string, over: Partial<ChatMessage> = {}): ChatMessage {
  const body = { kind: "text", text: id };
  return { id, seq: 1, n: 1, epoch: 0, sender: "a", mine: false, body, status: "stored", at, ...over };
}

const kinds = (messages: ChatMessage[]) => rows(messages).map((row) => row.kind);

test("each day is said once, before its first message", () => {
  const list = [
    message("1", "2026-03-01T10:00:00"),
    message("2", "2026-03-01T23:59:00"),
    message("3", "2026-03-02T00:01:00"),
  ];
  expect(kinds(list)).toEqual(["day", "message", "message", "day", "message"]);
});

test("messages of one sender within three minutes follow each other, not over a gap", () => {
  const list = [
    message("1", "2026-03-01T10:00:00"),
    message("2", "2026-03-01T10:02:00"),
    message("3", "2026-03-01T10:06:00"),
    message("4", "2026-03-01T10:06:30", { sender: "b" }),
    message("5", "2026-03-01T10:06:40", { sender: "b", problem: "gap" }),
  ];
  const follow = rows(list).flatMap((row) => (row.kind === "message" ? [row.follows] : []));
  expect(follow).toEqual([false, true, false, false, false]);
  expect(kinds(list).at(-2)).toBe("gap");
});

test("what is not shared is counted in one line, and the line keeps apart what lies between", () => {
  const hidden = { problem: "not-shared" as const, body: null };
  const list = [
    message("1", "2026-03-01T10:00:00", hidden),
    message("2", "2026-03-01T10:01:00", hidden),
    message("3", "2026-03-01T10:02:00"),
    message("4", "2026-03-01T10:03:00", hidden),
  ];
  const found = rows(list).filter((row) => row.kind === "not-shared");
  expect(found.map((row) => row.kind === "not-shared" && row.count)).toEqual([2, 1]);
});

test("rows have keys of their own", () => {
  const list = ["1", "2", "3"].map((id) => message(id, `2026-03-0${id}T10:00:00`, { problem: "gap" }));
  const keys = rows(list).map((row) => row.key);
  expect(new Set(keys).size).toBe(keys.length);
});

test("today is 0 days ago at any hour, also over the change to summer time", () => {
  const now = new Date(2026, 2, 29, 23, 30);
  expect(daysAgo(new Date(2026, 2, 29, 0, 5), now)).toBe(0);
  expect(daysAgo(new Date(2026, 2, 28, 23, 59), now)).toBe(1);
  expect(daysAgo(new Date(2026, 2, 22, 12, 0), now)).toBe(7);
});
