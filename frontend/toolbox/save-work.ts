/** What `<toolbox-save>` needs once somebody saves: keys, the drawer, and how one begins. */
import "../young/start";
import "./asleep";
import type { Drawer } from "./box";
import { hereOnPage } from "./drawer";
import "./remind-field";
import { readReminder } from "./reminders";

export { hereOnPage, openDrawer } from "./drawer";
export { dropTool, keepTool, setReminder } from "./tools";
export { whyNot } from "./trouble";
export { whenText } from "./when";

/** When one is to be reminded of a tool; null for not at all. */
export function dueOf(drawer: Drawer, id: string): number | null {
  return readReminder(drawer.items("reminders").get(id))?.due ?? null;
}

/** Whether whoever is here has no six words: what they keep can then not be opened another day. */
export async function isWithoutWords(): Promise<boolean> {
  const { me } = await hereOnPage().self();
  return me !== null && !me.person.hasWords;
}
