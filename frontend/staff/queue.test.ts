import { describe, expect, it } from "vitest";
import { newcomers, oldestFirst, secondsSince, waited } from "./queue";

const at = (id: string, queuedAt: string) => ({ id, queuedAt });

describe("oldestFirst", () => {
  it("puts who has waited longest first, whatever the time zone is written as", () => {
    const items = [at("b", "2026-11-25T12:00:00+01:00"), at("a", "2026-11-25T10:59:00+00:00")];
    expect(oldestFirst(items).map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("keeps two of the same moment in one order", () => {
    const same = "2026-11-25T12:00:00Z";
    const ids = (items: { id: string; queuedAt: string }[]) => oldestFirst(items).map(({ id }) => id);
    expect(ids([at("b", same), at("a", same)])).toEqual(ids([at("a", same), at("b", same)]));
  });

  it("leaves what it was given alone", () => {
    const items = [at("b", "2026-11-25T12:00:00Z"), at("a", "2026-11-25T11:00:00Z")];
    oldestFirst(items);
    expect(items[0]?.id).toBe("b");
  });
});

describe("newcomers", () => {
  it("finds nobody new at the first look", () => {
    expect(newcomers(null, [{ id: "a" }])).toEqual([]);
  });

  it("finds who came, and not who left or stayed", () => {
    expect(newcomers([{ id: "a" }, { id: "b" }], [{ id: "b" }, { id: "c" }])).toEqual([{ id: "c" }]);
  });
});

describe("waiting time", () => {
  it("counts whole seconds", () => {
    const since = "2026-11-25T12:00:00Z";
    expect(secondsSince(since, Date.parse(since) + 61_900)).toBe(61);
  });

  it("is nothing when the clock here is behind the server's", () => {
    const since = "2026-11-25T12:00:00Z";
    expect(secondsSince(since, Date.parse(since) - 5000)).toBe(0);
  });

  it("splits into days, hours, minutes and seconds", () => {
    expect(waited(2 * 86_400 + 3 * 3600 + 4 * 60 + 5)).toEqual({ days: 2, hours: 3, minutes: 4, seconds: 5 });
  });
});
