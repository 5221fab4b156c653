/** What is written on a form, as a value for the drawer, and back. */

export type Sheet = Readonly<Record<string, string | boolean>>;

type Control = HTMLInputElement | HTMLTextAreaElement;

const LONGEST = 1000;

function controls(form: HTMLFormElement): Control[] {
  return [...form.querySelectorAll<Control>("input[name], textarea[name]")];
}

function ofType(control: Control, type: string): control is HTMLInputElement {
  return control instanceof HTMLInputElement && control.type === type;
}

/** What is written and ticked; what is empty is left out. */
export function readSheet(form: HTMLFormElement): Sheet {
  const found: Record<string, string | boolean> = {};
  for (const control of controls(form)) {
    if (ofType(control, "checkbox")) {
      if (control.checked) found[control.name] = true;
    } else if (ofType(control, "radio")) {
      if (control.checked) found[control.name] = control.value;
    } else if (control.value.trim()) {
      found[control.name] = control.value.slice(0, LONGEST);
    }
  }
  return found;
}

/** What the page itself has chosen before anybody does. */
export function defaultsOf(form: HTMLFormElement): Sheet {
  const chosen = controls(form).filter((control): control is HTMLInputElement => ofType(control, "radio") && control.defaultChecked);
  return Object.fromEntries(chosen.map(({ name, value }) => [name, value]));
}

/** A kept value as a sheet: what is none is an empty one. */
export function asSheet(value: unknown): Sheet {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const fits = (one: unknown): one is string | boolean => typeof one === "string" || typeof one === "boolean";
  return Object.fromEntries(Object.entries(value).filter((pair): pair is [string, string | boolean] => fits(pair[1])));
}

/**
 * What was changed here since `base` was read, field by field, over what is kept now. So nothing that was
 * written elsewhere, or before this page was opened, is lost for what was left untouched here.
 */
export function mergeSheets(base: Sheet, mine: Sheet, kept: Sheet): Sheet {
  const names = new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(kept)]);
  const merged: Record<string, string | boolean> = {};
  for (const name of names) {
    const value = mine[name] === base[name] ? kept[name] : mine[name];
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

/** Whether two sheets say the same. */
export function isSame(one: Sheet, other: Sheet): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => one[name] === other[name]);
}

/** Fired on a form that a sheet was written on. */
export const FILLED = "naere:filled";

/** Write a sheet on the form. What has no place on it changes nothing, and what stands there already is not touched. */
export function fillSheet(form: HTMLFormElement, sheet: Sheet): void {
  for (const control of controls(form)) {
    const kept = Object.entries(sheet).find(([name]) => name === control.name)?.[1];
    if (ofType(control, "checkbox")) control.checked = kept === true;
    else if (ofType(control, "radio")) control.checked = typeof kept === "string" ? kept === control.value : control.defaultChecked;
    else {
      const text = typeof kept === "string" ? kept.slice(0, LONGEST) : "";
      if (control.value !== text) control.value = text; // a caret stays where it is
    }
  }
  form.dispatchEvent(new Event(FILLED));
}
