/** Words that may mean danger, looked for on this device alone. It only ever offers help (e2ee.md). */

export const QUIET = 10 * 60_000; // ms between two offers for the same words in one message
export const AGAIN = 60_000; // ms before a later message with the same words is offered for again
const BETWEEN = 2; // words that may stand between two words of a phrase: "skåret i mig", "skåret dybt i mig"
const PARTS = "med"; // never one of them: "slår op med mig" and "hænge ud med mig" mean something else
const BENDS = 5; // letters: a last word as long as this also counts with more after it
const FORGIVEN = 5; // letters: in a word as long as this one mistake is forgiven
const FORGIVEN_STEM = 6; // the same for the beginning of a word that the phrase ends in `*`
const SHORTEST = 3; // letters: in a shorter word nothing is forgiven
const JOINED = 6; // letters of a phrase that is found without the spaces between its words

/** The words as they are compared: lower case, without Danish letters, no letter twice in a row. */
export function wordsOf(text: string): string[] {
  return written(text).map(folded);
}

function written(text: string): string[] {
  return text.normalize("NFKC").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

function folded(word: string): string {
  const letters = once(word).replace(/[æä]/g, "ae").replace(/[øö]/g, "oe").replace(/å/g, "aa");
  return once(letters);
}

const once = (word: string): string => word.replace(/(.)\1+/gu, "$1");

/**
 * What to look for: the phrase's words in their order, its last word also as the beginning of a longer one
 * ("selvmord" in "selvmordstanker") when it has five letters or ends in `*`. Typing mistakes are forgiven.
 */
class Phrase {
  readonly #words: readonly string[];
  readonly #letters: readonly number[]; // of each word as it was written
  readonly #bends: boolean;
  readonly #isStem: boolean;
  readonly #joined: string; // "" where that would be too short

  constructor(phrase: string) {
    const words = written(phrase);
    this.#words = words.map(folded);
    this.#letters = words.map((word) => word.length);
    this.#isStem = phrase.trimEnd().endsWith("*");
    this.#bends = this.#isStem || (this.#letters.at(-1) ?? 0) >= BENDS;
    const joined = this.#words.join("");
    this.#joined = words.length > 1 && joined.length >= JOINED ? joined : "";
  }

  get isEmpty(): boolean {
    return this.#words.length === 0;
  }

  standsIn(words: readonly string[]): boolean {
    if (words.some((_word, at) => this.#goesOn(words, at, 0))) return true;
    return this.#joined !== "" && words.some((word) => word.includes(this.#joined));
  }

  /** Whether the phrase's words from `place` on stand from the text's word `at` on. */
  #goesOn(words: readonly string[], at: number, place: number): boolean {
    const after = this.#endOf(words, at, place);
    if (after === 0) return false;
    if (place + 1 === this.#words.length) return true;
    for (let gap = 0; gap <= BETWEEN; gap += 1) {
      if (this.#goesOn(words, after + gap, place + 1)) return true;
      const between = words[after + gap];
      if (between === undefined || between === PARTS) return false;
    }
    return false;
  }

  /** Where the phrase's word ends when it stands at `at`, else 0; a long one may be cut in two. */
  #endOf(words: readonly string[], at: number, place: number): number {
    const word = words[at];
    if (word === undefined) return 0;
    if (this.#is(word, place)) return at + 1;
    const isLong = (this.#letters[place] ?? 0) > FORGIVEN;
    return isLong && word + (words[at + 1] ?? "") === this.#words[place] ? at + 2 : 0;
  }

  #is(word: string, place: number): boolean {
    const [wanted, letters] = [this.#words[place] ?? "", this.#letters[place] ?? 0];
    if (word[0] !== wanted[0]) return false;
    if (!this.#bends || place + 1 < this.#words.length) return isNearly(word, wanted, letters);
    if (word.startsWith(wanted)) return true;
    if (letters < (this.#isStem ? FORGIVEN_STEM : FORGIVEN)) return false;
    return [-1, 0, 1].some((more) => isNearly(word.slice(0, wanted.length + more), wanted, letters));
  }
}

/** Whether `word` is `wanted`, or that with one typing mistake; the first letter is right. */
function isNearly(word: string, wanted: string, letters: number): boolean {
  if (word === wanted) return true;
  const more = word.length - wanted.length;
  if (letters < SHORTEST || Math.abs(more) > 1) return false;
  let at = 0;
  while (at < word.length && word[at] === wanted[at]) at += 1;
  const swapped = `${wanted.slice(0, at)}${wanted[at + 1] ?? ""}${wanted[at] ?? ""}${wanted.slice(at + 2)}`;
  if (word === swapped) return at > 0;
  if (letters < FORGIVEN) return word === wanted.replace(/[aeiouy]/g, ""); // a word that is none: its vowel is missing
  return word.slice(more < 0 ? at : at + 1) === wanted.slice(more > 0 ? at : at + 1);
}

interface Offered {
  readonly at: number; // ms
  readonly message: number;
}

/** Says when help should be offered; remembers what it was offered for, and nothing of the text. */
export class RiskWatch {
  readonly #phrases: readonly Phrase[];
  readonly #offered = new Map<Phrase, Offered>();
  #message = 0; // how many were sent

  constructor(phrases: readonly string[]) {
    this.#phrases = phrases.map((phrase) => new Phrase(phrase)).filter((phrase) => !phrase.isEmpty);
  }

  /** Whether to offer help for this text at `now` (ms). Counts as offered when true; `isSent` ends the message. */
  look(text: string, now: number, isSent = false): boolean {
    const words = wordsOf(text);
    const found = this.#phrases.filter((phrase) => phrase.standsIn(words));
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
