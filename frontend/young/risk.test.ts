import { expect, test } from "vitest";
import { normalise, RiskWatch } from "./risk";

const words = ["selvmord", "vil ikke leve", "gør mig ondt", "slå mig", "???"];
const MINUTE = 60_000;

test.each([
  "Jeg tænker på SELVMORD",
  "jeg vil   ikke\nleve mere",
  "Vil ikke leve.",
  "han goer mig ondt",
  "de vil slaa mig!",
])("%s offers help", (text) => {
  expect(new RiskWatch(words).look(text, 0)).toBe(true);
});

test.each([
  "selvmordstanker er et andet ord", // whole words: a part of a longer one is not a hit
  "jeg vil godt leve",
  "vil ikke. men leve med det", // other words in between
  "???",
  "",
])("%s does not", (text) => {
  expect(new RiskWatch(words).look(text, 0)).toBe(false);
});

test("the same words are offered for once in ten minutes, other words by themselves", () => {
  const watch = new RiskWatch(words);
  expect(watch.look("selvmord", 0)).toBe(true);
  expect(watch.look("selvmord", 9 * MINUTE)).toBe(false);
  expect(watch.look("vil ikke leve", 9 * MINUTE)).toBe(true);
  expect(watch.look("selvmord", 10 * MINUTE)).toBe(true);
});

test("several words at once are one offer", () => {
  const watch = new RiskWatch(words);
  expect(watch.look("selvmord, vil ikke leve", 0)).toBe(true);
  expect(watch.look("vil ikke leve", MINUTE)).toBe(false);
});

test("without words there is never an offer", () => {
  expect(new RiskWatch([]).look("selvmord", 0)).toBe(false);
});

test("normalising keeps digits and folds what phones write differently", () => {
  expect(normalise("  Åse, ØL & 3 æbler! ")).toBe(" aase oel 3 aebler ");
});
