import { describe, expect, it } from "vitest";
import { hasNews, newest, unread } from "./unread";

const theirs = (seq: number | null) => ({ seq, mine: false });
const mine = (seq: number | null) => ({ seq, mine: true });

describe("unread", () => {
  it("counts the others' messages after what was seen", () => {
    expect(unread([theirs(1), theirs(2), theirs(3)], 1)).toBe(2);
  });

  it("does not count my own, nor what the server has not stored", () => {
    expect(unread([mine(2), theirs(null), theirs(3)], 0)).toBe(1);
  });
});

describe("newest", () => {
  it("is the highest place, in whatever order they came", () => {
    expect(newest([theirs(3), mine(7), mine(null)])).toBe(7);
  });

  it("is 0 without messages", () => {
    expect(newest([])).toBe(0);
  });
});

describe("hasNews", () => {
  it("tells a letter that was answered since I read it", () => {
    expect(hasNews({ lastSeq: 4, seenSeq: 3 })).toBe(true);
    expect(hasNews({ lastSeq: 4, seenSeq: 4 })).toBe(false);
  });

  it("does not call new what was read here a moment ago", () => {
    expect(hasNews({ lastSeq: 4, seenSeq: 1 }, 4)).toBe(false);
    expect(hasNews({ lastSeq: 5, seenSeq: 1 }, 4)).toBe(true);
  });
});
