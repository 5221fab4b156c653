/** Six words as they are typed: one to a field, or all at once pasted into any of them. */

export const COUNT = 6;

/** The words in a text, however they are separated or numbered. */
export function split(text: string): string[] {
  return text.split(/[^\p{L}]+/u).filter(Boolean);
}

/** The fields after `text` was put into field `at`: several words fill the fields from there on. */
export function put(words: readonly string[], at: number, text: string): string[] {
  const given = split(text);
  const fields = Array.from({ length: COUNT }, (_, i) => words[i] ?? "");
  if (given.length <= 1) return fields.map((word, i) => (i === at ? text.trim() : word));
  const from = given.length >= COUNT ? 0 : at;
  return fields.map((word, i) => (i >= from ? (given[i - from] ?? word) : word));
}

/** Two different places to check, the earlier first; `random` is from 0 to 1. */
export function twoPlaces(random: () => number): [number, number] {
  const first = Math.floor(random() * COUNT);
  const step = 1 + Math.floor(random() * (COUNT - 1));
  const second = (first + step) % COUNT;
  return first < second ? [first, second] : [second, first];
}

/** The same word, as forgiving as the list is: case, and æ/ae ø/oe å/aa. */
export function isSame(typed: string, word: string): boolean {
  return fold(typed) === fold(word);
}

function fold(word: string): string {
  const lower = word.normalize("NFKC").trim().toLowerCase();
  return lower.replace(/[æä]/g, "ae").replace(/[øö]/g, "oe").replace(/å/g, "aa");
}
