/** Of the rows that are alike one is shown to begin with, and one more when it is asked for: a long form is no help. */
import { FILLED } from "./sheet";

/** In every group of them (`data-more`, the button's word). On paper, and without this, all of them stand there. */
export function startRows(form: HTMLFormElement): void {
  for (const group of form.querySelectorAll<HTMLFieldSetElement>("fieldset[data-more]")) startGroup(form, group);
}

function startGroup(form: HTMLFormElement, group: HTMLFieldSetElement): void {
  const rows = [...group.querySelectorAll<HTMLElement>(".exercise-row")];
  const more = button(group.dataset.more ?? "");
  let shown = 1;
  const show = (least: number): void => {
    shown = Math.min(Math.max(least, lastFilled(rows)), rows.length);
    rows.forEach((row, index) => (row.hidden = index >= shown));
    more.hidden = shown === rows.length;
  };
  more.addEventListener("click", () => {
    const next = rows[shown];
    show(shown + 1);
    next?.querySelector<HTMLElement>("input, textarea")?.focus();
  });
  form.addEventListener(FILLED, () => show(shown)); // one that was asked for stays
  form.addEventListener("reset", () => setTimeout(() => show(1)));
  group.append(more);
  show(1);
}

function button(word: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-secondary button-small exercise-more no-print";
  made.textContent = word;
  return made;
}

/** The number of the last row on which something stands, 0 where there is none. */
function lastFilled(rows: readonly HTMLElement[]): number {
  return rows.reduce((last, row, index) => (isFilled(row) ? index + 1 : last), 0);
}

function isFilled(row: HTMLElement): boolean {
  const controls = row.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea");
  return [...controls].some((one) => (one.type === "checkbox" ? (one as HTMLInputElement).checked : one.value.trim() !== ""));
}
