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

/** Write a kept value on the form. What is no sheet, or has no place on it, changes nothing. */
export function fillSheet(form: HTMLFormElement, value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  const sheet = new Map<string, unknown>(Object.entries(value));
  for (const control of controls(form)) {
    const kept = sheet.get(control.name);
    if (ofType(control, "checkbox")) control.checked = kept === true;
    else if (ofType(control, "radio")) control.checked = typeof kept === "string" ? kept === control.value : control.defaultChecked;
    else control.value = typeof kept === "string" ? kept.slice(0, LONGEST) : "";
  }
}

/** Whether anything is written. A chosen pace alone is not. */
export function isBlank(sheet: Sheet): boolean {
  return Object.keys(sheet).length === 0;
}
