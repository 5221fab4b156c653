/** Words that may mean danger, looked for on this device alone. It only ever offers help (e2ee.md). */

const QUIET = 10 * 60_000; // ms between two offers for the same words
const BENDS = 5; // letters: a last word as long as this also counts with more after it

/** Lower case, without Danish letters, punctuation or double spaces, with a space at each end. */
export function normalise(text: string): string {
  const lower = text.normalize("NFKC").toLowerCase();
  const folded = lower.replace(/[æä]/g, "ae").replace(/[øö]/g, "oe").replace(/å/g, "aa");
  return ` ${folded.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}

/**
 * What to look for: the phrase as words, its last word also as the beginning of a longer one ("selvmord" in
 * "selvmordstanker") when it has five letters or ends in `*`. Empty when there is nothing to look for.
 */
function sought(phrase: string): string {
  const words = normalise(phrase).trimEnd();
  const last = words.slice(words.lastIndexOf(" ") + 1);
  if (!last) return "";
  return last.length >= BENDS || phrase.trimEnd().endsWith("*") ? words : `${words} `;
}

/** Says when help should be offered; remembers what it was offered for, and nothing of the text. */
export class RiskWatch {
  readonly #phrases: readonly string[];
  readonly #offered = new Map<string, number>(); // phrase → when, ms

  constructor(phrases: readonly string[]) {
    this.#phrases = phrases.map(sought).filter(Boolean);
  }

  /** Whether to offer help for this text at `now` (ms). Counts as offered when true. */
  look(text: string, now: number): boolean {
    const words = normalise(text);
    const found = this.#phrases.filter((phrase) => words.includes(phrase));
    const due = found.filter((phrase) => now - (this.#offered.get(phrase) ?? -QUIET) >= QUIET);
    for (const phrase of due) this.#offered.set(phrase, now);
    return due.length > 0;
  }

  clear(): void {
    this.#offered.clear();
  }
}

/** The offer of help: none, the question, who to call; none on duty to be called; or the call failed. */
export type Risk = "" | "offer" | "lines" | "nobody" | "failed";

/** What to offer when calling the professional did not work. */
export function afterCall(code: string): Risk {
  if (code === "already-called") return "";
  return code === "nobody-on-duty" ? "nobody" : "failed";
}
