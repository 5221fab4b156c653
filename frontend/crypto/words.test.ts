import { beforeAll, expect, it } from "vitest";
import { ready } from "./primitives";
import { createWords, fold, parseWords, WORDS } from "./words";

beforeAll(ready);

it("has 7,776 words that stay apart when folded, in order", () => {
  expect(WORDS).toHaveLength(6 ** 5);
  expect(new Set(WORDS.map(fold)).size).toBe(WORDS.length);
  expect([...WORDS].sort()).toEqual(WORDS);
  expect(WORDS.filter((word) => !/^[a-zæøå]{4,8}$/.test(word))).toEqual([]);
  expect(Math.log2(WORDS.length ** 6)).toBeGreaterThanOrEqual(77);
});

it("draws six words that can be read back", () => {
  const drawn = Array.from({ length: 50 }, createWords);
  expect(new Set(drawn.map(String)).size).toBe(50);
  for (const words of drawn) expect(parseWords(words.join(", ").toUpperCase())).toEqual(words);
});
