/** The page's language, and the strings of a pair in it. */
export type Language = "da" | "en";

export function language(): Language {
  return document.documentElement.lang.toLowerCase().startsWith("en") ? "en" : "da";
}

/** The strings in the page's language. Both must have the same keys: the type sees to it. */
export function pick<T>(both: { readonly da: T; readonly en: NoInfer<T> }): T {
  return both[language()];
}
