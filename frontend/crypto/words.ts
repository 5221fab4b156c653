/** The 7,776 Danish words and the forgiving way they are read (e2ee.md, "Words"; R35). */
import list from "../../client/words-da.txt?raw";
import { CryptoError } from "./errors";
import { draw } from "./primitives";

export const WORDS: readonly string[] = list.trim().split("\n");
export const COUNT = 6;
const COMPLETE_FROM = 3;
const FOLDS: Readonly<Record<string, string>> = { æ: "ae", ø: "oe", å: "aa", ä: "ae", ö: "oe" };

/** What a word counts as when typed: lower case, without Danish letters. */
export function fold(word: string): string {
  const lower = word.normalize("NFKC").toLowerCase();
  return lower.replace(/[æøåäö]/g, (letter) => FOLDS[letter] ?? letter);
}

const byFold = new Map(WORDS.map((word) => [fold(word), word]));

/** Six words, each drawn evenly: 77.5 bits. */
export function createWords(): string[] {
  return Array.from({ length: COUNT }, () => WORDS[draw(WORDS.length)]!);
}

/**
 * The six words of the list that were meant, in the order typed. Case, æ/ae ø/oe å/aa, extra spaces,
 * commas and numbering do not matter. Throws `unknown-word` when a word is not in the list,
 * `word-count` when there are not six.
 */
export function parseWords(typed: string | readonly string[]): string[] {
  const text = (typeof typed === "string" ? typed : typed.join(" ")).normalize("NFKC");
  const parts = text.split(/[^\p{L}]+/u).filter(Boolean);
  const words = parts.map((part) => byFold.get(fold(part)));
  const known = words.filter((word) => word !== undefined);
  if (known.length < words.length) throw new CryptoError("unknown-word");
  if (known.length !== COUNT) throw new CryptoError("word-count");
  return known;
}

/** The words that begin so; none before three letters are typed. */
export function wordCompletions(prefix: string): string[] {
  const start = prefix.normalize("NFKC").trim();
  if ([...start].length < COMPLETE_FROM) return [];
  const folded = fold(start);
  return WORDS.filter((word) => fold(word).startsWith(folded));
}
