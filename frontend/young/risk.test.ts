import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AGAIN, afterCall, QUIET, RiskWatch, wordsOf } from "./risk";

const words = ["selvmord", "vil ikke leve", "gør mig ondt", "slå mig", "overdosis", "vold*", "???", "*"];
const MINUTE = 60_000;

test.each([
  "Jeg tænker på SELVMORD",
  "jeg vil   ikke\nleve mere",
  "Vil ikke leve.",
  "han goer mig ondt",
  "de vil slaa mig!",
  "selvmordstanker", // the last word of a phrase also begins longer ones
  "Jeg har overdosisET engang",
  "han voldtager",
  "vil bare ikke rigtig leve", // up to two words in between
])("%s offers help", (text) => {
  expect(new RiskWatch(words).look(text, 0)).toBe(true);
});

test.each([
  "et halvselvmord", // only beginnings
  "vil ikke levere varen", // a short last word stands alone
  "de vil slå migrænen væk",
  "jeg vil godt leve",
  "vil ikke. men så skal vi leve", // four other words in between
  "de vil slå op med mig", // not what it says
  "???",
  "",
])("%s does not", (text) => {
  expect(new RiskWatch(words).look(text, 0)).toBe(false);
});

test("in one message the same words are offered for once in ten minutes, other words by themselves", () => {
  const watch = new RiskWatch(words);
  expect(QUIET).toBe(10 * MINUTE);
  expect(watch.look("selvmord", 0)).toBe(true);
  expect(watch.look("selvmord", QUIET - 1)).toBe(false);
  expect(watch.look("vil ikke leve", QUIET - 1)).toBe(true);
  expect(watch.look("selvmord", QUIET)).toBe(true);
});

test("a later message with the same words is offered for again after a minute", () => {
  const watch = new RiskWatch(words);
  expect(AGAIN).toBe(MINUTE);
  expect(watch.look("selvmord", 0)).toBe(true);
  expect(watch.look("selvmord, sendt", AGAIN, true)).toBe(false); // still the message of the offer
  expect(watch.look("selvmord", AGAIN - 1)).toBe(false);
  expect(watch.look("selvmord", AGAIN)).toBe(true);
  expect(watch.look("selvmord", 2 * AGAIN)).toBe(false); // the same message, still being written
});

test("several words at once are one offer", () => {
  const watch = new RiskWatch(words);
  expect(watch.look("selvmord, vil ikke leve", 0)).toBe(true);
  expect(watch.look("vil ikke leve", MINUTE)).toBe(false);
});

test("without words there is never an offer", () => {
  expect(new RiskWatch([]).look("selvmord", 0)).toBe(false);
});

test("words keep digits and fold what phones write differently, and letters that were held down", () => {
  expect(wordsOf("  Åse, ØL & 3 æbler! døøø ikke_her")).toEqual(["ase", "oel", "3", "aebler", "doe", "ike", "her"]);
});

/** The words that a municipality begins with. */
function graveWords(): string[] {
  const source = readFileSync("naere/tenancy/grave_words.py", "utf8");
  const list = /^GRAVE_WORDS = \[([^\]]*)\]/m.exec(source)?.[1] ?? "";
  return [...list.matchAll(/"([^"]+)"/g)].map((found) => found[1]!);
}

test.each([
  "jeg har selvmordstanker",
  "jeg vil slå mig ihjel",
  "slå mig selv ihjel",
  "Jeg kunne dræbe mig",
  "jeg vil dræbe mig selv",
  "jeg skærer i mig selv",
  "jeg har skåret mig",
  "jeg vil ikke leve mere",
  "jeg vil bare dø",
  "jeg vil altså bare gerne dø",
  "jeg har skåret i mig selv",
  "jeg har skåret dybt i mig selv",
  "min far slår mig",
  "min mor slår tit mig",
  "min far har slået mig",
  "jeg vil tage livet af mig",
  "jeg vil gøre en ende på det hele",
  "jeg kan ikke være her mere",
  "jeg har ikke lyst til at være her mere",
  "jeg vil hænge mig",
  "jeg er blevet voldtaget",
  "jeg er bange for at være hjemme",
  "jeg er så bange for tit at være derhjemme",
  "jeg cutter om natten",
  "hvor mange piller er en overdosis",
  "han voldtog mig",
  "i am suicidal",
  "jeg vl dø", // typing mistakes
  "jeg vill gerne døø",
  "selvmrd",
  "selmordstanker",
  "slevmord",
  "selv mord",
  "jegvildø",
  "sucide",
  "i wnat to die",
  "kill my self",
  "ligge foran toget",
  "hoppe ud foran et tog",
  "jeg hører stemmer",
  "nogen rører ved mig",
  "min far slår",
  "ingen ville savne mig",
  "nobody would miss me",
  "kms",
])("with the demo's own words, «%s» offers help", (text) => {
  expect(new RiskWatch(graveWords()).look(text, 0)).toBe(true);
});

test.each([
  "jeg vil gerne leve i Spanien",
  "vi skærer kage",
  "jeg er bare træt i dag",
  "min kæreste slår op med mig",
  "vil du hænge ud med mig",
  "jeg vil gerne være hjemme i dag",
  "jeg er bange for edderkopper",
  "min hund er død",
  "det er voldsomt meget",
  "jeg så mig selv i spejlet",
  "det vil de gerne",
  "jeg vil dog gerne",
  "jeg hører musik",
  "vi kører med toget",
  "ved du hvad han gør mod mig",
  "det er svære ord",
])("with the demo's own words, «%s» does not", (text) => {
  expect(new RiskWatch(graveWords()).look(text, 0)).toBe(false);
});

test.each([
  ["nobody-on-duty", "nobody"],
  ["already-called", ""],
  ["offline", "failed"],
  ["busy", "failed"],
  ["", "failed"],
] as const)("a call refused with «%s» shows «%s»", (code, shown) => {
  expect(afterCall(code)).toBe(shown);
});
