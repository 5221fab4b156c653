/** A name that nobody knows one by: suggested, and looked at before it is taken (R2, R35). */
import { type Language, language } from "../i18n/pick";

// Common gender only, so that any pair agrees: "en glad odder".
const DANISH_ADJECTIVES = [
  ...["Blid", "Blød", "Fin", "Frisk", "Fri", "Fro", "Glad", "God", "Grøn", "Gylden"],
  ...["Hurtig", "Kæk", "Klog", "Kvik", "Lille", "Lun", "Lys", "Mild", "Modig", "Munter"],
  ...["Rask", "Rolig", "Rød", "Sej", "Snild", "Sød", "Stille", "Stolt", "Stor", "Tapper"],
  ...["Varm", "Venlig", "Vågen"],
];
const DANISH_NOUNS = [
  ...["Anemone", "Bi", "Blåmejse", "Bøg", "Bølge", "Drage", "Due", "Elefant", "Elg", "Falk"],
  ...["Gråspurv", "Hare", "Hejre", "Hval", "Kanin", "Kat", "Krabbe", "Lind", "Lærke", "Mejse"],
  ...["Mus", "Måge", "Nattergal", "Odder", "Panda", "Pingvin", "Ræv", "Sky", "Sol", "Solsort"],
  ...["Spurv", "Stjerne", "Stær", "Svale", "Sæl", "Terne", "Ugle", "Valmue", "Vibe", "Viol"],
];

const ENGLISH_ADJECTIVES = [
  ...["Blue", "Bold", "Brave", "Bright", "Calm", "Cheerful", "Clever", "Friendly", "Gentle", "Glad"],
  ...["Golden", "Good", "Green", "Happy", "Kind", "Lively", "Merry", "Mild", "Proud", "Quick"],
  ...["Quiet", "Red", "Silver", "Small", "Soft", "Steady", "Sunny", "Sweet", "Swift", "Warm"],
];
const ENGLISH_NOUNS = [
  ...["Anemone", "Badger", "Bee", "Cat", "Cloud", "Comet", "Dolphin", "Dove", "Dragon", "Elephant"],
  ...["Falcon", "Fern", "Fox", "Hare", "Hedgehog", "Heron", "Lark", "Maple", "Meadow", "Moose"],
  ...["Otter", "Owl", "Panda", "Penguin", "Poppy", "Rabbit", "Seal", "Sparrow", "Starling", "Wave"],
];
const ADJECTIVES = { da: DANISH_ADJECTIVES, en: ENGLISH_ADJECTIVES };
const NOUNS = { da: DANISH_NOUNS, en: ENGLISH_NOUNS };
const FRIENDLY = [...DANISH_ADJECTIVES, ...ENGLISH_ADJECTIVES];

export const LONGEST = 40; // characters, as the server has it

/** A friendly name of two words, in the page's language, another than `before`; `random` is from 0 to 1. */
export function suggest(
  before = "",
  random: () => number = Math.random,
  speaks: Language = language(),
): string {
  const draw = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? "";
  for (;;) {
    const name = `${draw(ADJECTIVES[speaks])} ${draw(NOUNS[speaks])}`;
    if (name !== before) return name;
  }
}

export type Personal = "email" | "cpr" | "phone" | "full-name";

const EMAIL = /\S+@\S+|\S+\.(dk|com|net|org)\b/i;
const CPR = /(^|\D)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}[\s.–-]?\d{4}(\D|$)/;
const PHONE = /(^|\D)((\+|00)45[\s.-]*)?(\d[\s.-]?){7}\d(\D|$)/;

/** What a name looks like that says who one is; null when it does not. */
export function looksPersonal(name: string): Personal | null {
  const text = tidy(name);
  if (EMAIL.test(text)) return "email";
  if (CPR.test(text)) return "cpr";
  if (PHONE.test(text)) return "phone";
  return looksLikeFullName(text) ? "full-name" : null;
}

/** Whether it must be changed. A full name is only asked about: it may be nobody's. */
export function mustChange(personal: Personal | null): boolean {
  return personal !== null && personal !== "full-name";
}

/** As the server tidies it: composed, single spaces. */
export function tidy(name: string): string {
  return name.normalize("NFKC").replace(/\s+/g, " ").trim();
}

function looksLikeFullName(text: string): boolean {
  const words = text.split(" ");
  if (words.length < 2 || FRIENDLY.includes(words[0] ?? "")) return false;
  const isName = (word: string): boolean => /^\p{Lu}\p{Ll}+(-\p{Lu}\p{Ll}+)?$/u.test(word);
  return words.every(isName) || /\p{L}{3,}sen$/u.test(words[words.length - 1] ?? "");
}
