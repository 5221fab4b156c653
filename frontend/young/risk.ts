/** Words that may mean danger, looked for on this device alone. It only ever offers help (e2ee.md). */

export const QUIET = 10 * 60_000; // ms between two offers for the same words in one message
export const AGAIN = 60_000; // ms before a later message with the same words is offered for again
const BETWEEN = 2; // words that may stand between two words of a phrase: "skåret i mig", "skåret dybt i mig"
const PARTS = "med"; // never one of them: "slår op med mig" and "hænge ud med mig" mean something else
const BENDS = 5; // letters: a last word as long as this also counts with more after it

/** Lower case, without Danish letters, punctuation or double spaces, with a space at each end. */
export function normalise(text: string): string {
  const lower = text.normalize("NFKC").toLowerCase();
  const folded = lower.replace(/[æä]/g, "ae").replace(/[øö]/g, "oe").replace(/å/g, "aa");
  return ` ${folded.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}

/**
 * What to look for: the phrase's words in their order, its last word also as the beginning of a longer one
 * ("selvmord" in "selvmordstanker") when it has five letters or ends in `*`. Null when there is nothing.
 */
function sought(phrase: string): RegExp | null {
  const words = normalise(phrase).split(" ").filter(Boolean);
  const last = words.at(-1);
  if (!last) return null;
  const end = last.length >= BENDS || phrase.trimEnd().endsWith("*") ? "" : " ";
  return new RegExp(` ${words.join(` (?:(?!${PARTS} )\\S+ ){0,${BETWEEN}}`)}${end}`, "u");
}

interface Offered {
  readonly at: number; // ms
  readonly message: number;
}

/** Says when help should be offered; remembers what it was offered for, and nothing of the text. */
export class RiskWatch {
  readonly #phrases: readonly RegExp[];
  readonly #offered = new Map<RegExp, Offered>();
  #message = 0; // how many were sent

  constructor(phrases: readonly string[]) {
    this.#phrases = phrases.map(sought).filter((phrase) => phrase !== null);
  }

  /** Whether to offer help for this text at `now` (ms). Counts as offered when true; `isSent` ends the message. */
  look(text: string, now: number, isSent = false): boolean {
    const words = normalise(text);
    const found = this.#phrases.filter((phrase) => phrase.test(words));
    const due = found.filter((phrase) => this.#isDue(this.#offered.get(phrase), now));
    for (const phrase of due) this.#offered.set(phrase, { at: now, message: this.#message });
    if (isSent) this.#message += 1;
    return due.length > 0;
  }

  #isDue(offered: Offered | undefined, now: number): boolean {
    return !offered || now - offered.at >= (offered.message < this.#message ? AGAIN : QUIET);
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
