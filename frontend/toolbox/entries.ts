/** What lies in a drawer: entries with the time of their last change, so that two tabs can be merged. */

/** `tools`, `notes` and `reminders` hold one entry per tool (its stable id); the others one each. */
export type Kind = "tools" | "notes" | "reminders" | "worry" | "steps" | "safety" | "breathing";

export interface Entry {
  readonly at: number; // ms of the last change
  readonly value: unknown; // null: taken away
}

/** By name: a kind, or a kind and an id with a slash between. */
export type Entries = ReadonlyMap<string, Entry>;

const VERSION = 1;
const FORGOTTEN_AFTER = 90 * 24 * 3600 * 1000; // ms that it is remembered what was taken away

/** The name of an entry. */
export function nameOf(kind: Kind, id = ""): string {
  return id ? `${kind}/${id}` : kind;
}

/** The entries of a drawer's text; what is not one is left out. An empty text has none. */
export function parse(text: string): Entries {
  const data: unknown = text ? JSON.parse(text) : {};
  const entries = isRecord(data) && isRecord(data.entries) ? Object.entries(data.entries) : [];
  return new Map(entries.filter((pair): pair is [string, Entry] => isEntry(pair[1])));
}

/** The text of entries; what was taken away long ago is left out. */
export function write(entries: Entries, now: number): string {
  const kept = [...entries].filter(([, { at, value }]) => value !== null || now - at < FORGOTTEN_AFTER);
  return JSON.stringify({ v: VERSION, entries: Object.fromEntries(kept) });
}

/** The entries with one changed, always later than it was: clocks may go back. */
export function changed(entries: Entries, name: string, value: unknown, now: number): Entries {
  const at = Math.max(now, (entries.get(name)?.at ?? 0) + 1);
  return new Map([...entries, [name, { at, value }]]);
}

/** Of each entry the one that was changed last. The order of the two does not matter. */
export function merge(one: Entries, other: Entries): Entries {
  const merged = new Map(one);
  for (const [name, entry] of other) {
    const known = merged.get(name);
    if (!known || isLater(entry, known)) merged.set(name, entry);
  }
  return merged;
}

/** The values of one kind by id. */
export function itemsOf(entries: Entries, kind: Kind): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [name, { value }] of entries) {
    if (name.startsWith(`${kind}/`) && value !== null) found.set(name.slice(kind.length + 1), value);
  }
  return found;
}

function isLater(one: Entry, other: Entry): boolean {
  if (one.at !== other.at) return one.at > other.at;
  return JSON.stringify(one.value) > JSON.stringify(other.value);
}

function isEntry(value: unknown): value is Entry {
  return isRecord(value) && Number.isSafeInteger(value.at) && "value" in value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
