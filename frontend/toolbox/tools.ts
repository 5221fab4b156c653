/** The saved tools in a drawer, with what belongs to each: a note, a reminder (R53). */
import type { Drawer } from "./box";
import { type Card, readCard } from "./cards";
import { isRecord } from "./entries";
import { readReminder } from "./reminders";

export interface SavedTool extends Card {
  readonly note: string;
  readonly due: number | null; // ms, when to be reminded
  readonly savedAt: number; // ms
  readonly answered: boolean; // they said whether it helped
}

export const LONGEST_NOTE = 2000; // characters

/** Save a tool as it is called now; a tool that is there is only named anew. */
export function keepTool(drawer: Drawer, { id, slug, name, line }: Card, now = Date.now()): Promise<void> {
  const known = drawer.items<Record<string, unknown>>("tools").get(id) ?? { savedAt: now };
  return drawer.put("tools", id, { ...known, slug, name, line });
}

/** Remind of a tool at a time (ms), or not any more. */
export function setReminder(drawer: Drawer, id: string, due: number | null): Promise<void> {
  return drawer.put("reminders", id, due === null ? null : { due });
}

/** Keep a note for a tool; an empty one is taken away. */
export function setNote(drawer: Drawer, id: string, note: string): Promise<void> {
  return drawer.put("notes", id, note.trim() ? note.slice(0, LONGEST_NOTE) : null);
}

/** Remember that it was said whether the tool helped, so that it is not asked again. */
export function setAnswered(drawer: Drawer, id: string): Promise<void> {
  const known = drawer.items<Record<string, unknown>>("tools").get(id);
  return known ? drawer.put("tools", id, { ...known, answered: true }) : Promise.resolve();
}

/** Put a tool back that was just taken away, as it was. */
export async function restoreTool(drawer: Drawer, tool: SavedTool): Promise<void> {
  await keepTool(drawer, tool, tool.savedAt);
  if (tool.note) await setNote(drawer, tool.id, tool.note);
  if (tool.due !== null) await setReminder(drawer, tool.id, tool.due);
}

/** Take a tool away with its note and its reminder. */
export async function dropTool(drawer: Drawer, id: string): Promise<void> {
  const parts = (["tools", "notes", "reminders"] as const).filter((kind) => drawer.items(kind).has(id));
  await Promise.all(parts.map((kind) => drawer.put(kind, id, null)));
}

/** What is saved, the newest first; what is not a tool of ours is left out. */
export function savedTools(drawer: Drawer): SavedTool[] {
  const found = [...drawer.items("tools")].flatMap(([id, value]) => readSaved(drawer, id, value) ?? []);
  return found.sort((one, other) => other.savedAt - one.savedAt);
}

function readSaved(drawer: Drawer, id: string, value: unknown): SavedTool | null {
  const card = isRecord(value) ? readCard({ ...value, id }) : null;
  if (!card || !isRecord(value)) return null;
  const note = drawer.items("notes").get(id);
  return {
    ...card,
    note: typeof note === "string" ? note : "",
    due: readReminder(drawer.items("reminders").get(id))?.due ?? null,
    savedAt: typeof value.savedAt === "number" ? value.savedAt : 0,
    answered: value.answered === true,
  };
}
