import { expect, test } from "vitest";
import { looksPersonal, mustChange, suggest, tidy } from "./nickname";

test.each(["da", "en"] as const)("a suggestion in %s never looks personal and never repeats the one before", (speaks) => {
  let at = 1;
  const random = (): number => {
    at = (Math.imul(at, 1664525) + 1013904223) >>> 0;
    return at / 2 ** 32;
  };
  let before = "";
  for (let i = 0; i < 500; i += 1) {
    const name = suggest(before, random, speaks);
    expect(name).not.toBe(before);
    expect(looksPersonal(name)).toBeNull();
    expect(name.length).toBeLessThanOrEqual(40);
    if (speaks === "en") expect(name).not.toMatch(/[æøå]/i);
    before = name;
  }
});

test.each([
  ["mette@skole.dk", "email"],
  ["min side er mette.dk", "email"],
  ["010203-1234", "cpr"],
  ["3112991234", "cpr"],
  ["ring 20 30 40 50", "phone"],
  ["+45 20304050", "phone"],
  ["Mette Hansen", "full-name"],
  ["Anne-Marie Lund Holm", "full-name"],
  ["mette jensen", "full-name"],
] as const)("%s looks like %s", (name, expected) => {
  expect(looksPersonal(name)).toBe(expected);
});

test.each(["Glad Odder", "månen", "kat 2007", "Mette", "x_X_x", "Ugle 12345", "den blå"])(
  "%s says nothing of who one is",
  (name) => {
    expect(looksPersonal(name)).toBeNull();
  },
);

test("only a full name may be kept after the question", () => {
  expect((["email", "cpr", "phone"] as const).every(mustChange)).toBe(true);
  expect([mustChange("full-name"), mustChange(null)]).toEqual([false, false]);
});

test("spaces are tidied as the server does", () => {
  expect(tidy("  Glad \n  Odder ")).toBe("Glad Odder");
});
