/** One neutral line on a page: there is something to be reminded of. What it is stands on /gemt/ alone. */
import { pick } from "../i18n/pick";
import { toolbox } from "../i18n/toolbox";
import type { Drawer } from "./box";
import { isDue, isoDay } from "./reminders";

const SEEN = "naere.due-seen"; // the day on which it was closed, for as long as the tab
const HERE = "/gemt/";

/** Show the line, unless it was closed today, stands here already, or this is where it leads to. */
export function showDue(page: Document = document, tab: Storage = sessionStorage): void {
  const main = page.querySelector("main");
  const closed = tab.getItem(SEEN) === isoDay(new Date());
  if (!main || closed || page.querySelector(".due-line") || page.location.pathname === HERE) return;
  main.prepend(line(page, () => tab.setItem(SEEN, isoDay(new Date()))));
}

/** Open the drawer and show the line when something in it is due. What fails is said where one saves. */
export async function remind(open: () => Promise<Drawer>): Promise<void> {
  try {
    await open();
    if (isDue()) showDue();
  } catch {
    // nothing to show
  }
}

function line(page: Document, closed: () => void): HTMLElement {
  const t = pick(toolbox).due;
  const box = make(page, "div", "due-line notice notice-info no-print", "");
  const text = make(page, "p", "", t.text);
  const link = make(page, "a", "", t.see);
  link.setAttribute("href", HERE);
  text.append(" ", link);
  const close = make(page, "button", "button button-tertiary button-small", t.close);
  close.setAttribute("type", "button");
  close.addEventListener("click", () => {
    closed();
    box.remove();
    page.querySelector<HTMLElement>("main")?.focus();
  });
  box.setAttribute("role", "status");
  box.append(text, close);
  return box;
}

function make(page: Document, tag: string, className: string, text: string): HTMLElement {
  const element = page.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}
