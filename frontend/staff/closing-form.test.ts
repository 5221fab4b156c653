// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ClosingField } from "../wire";
import "./closing-form";
import type { ClosingForm } from "./closing-form";
import type { Office } from "./office";

beforeEach(() => {
  document.documentElement.lang = "da";
});

afterEach(() => document.body.replaceChildren());

const label = (text: string) => ({ da: text, en: text });
const options = (...keys: string[]) => keys.map((key) => ({ key, label: label(key) }));
const themes = (...keys: string[]): ClosingField => ({
  ...{ key: "themes", type: "choices", label: label("Temaer"), required: true },
  options: options(...keys),
});
const note = (key: string): ClosingField => ({ key, type: "text", label: label(key) });

/** A peer's open registration, and what an administrator does to the form meanwhile. */
async function open(...fields: ClosingField[]) {
  const register = vi.fn(async () => {});
  const office = Object.assign(new EventTarget(), { me: { closingForm: { id: "1", fields } }, register, say: vi.fn() });
  const element = document.createElement("naere-closing") as ClosingForm;
  element.office = office as unknown as Office;
  element.conversation = "c";
  document.body.append(element);
  await element.updateComplete;
  return {
    register,
    alert: () => element.querySelector('[role="alert"]')?.textContent ?? "",
    text: () => element.querySelector("textarea")!,
    tap: async (id: string) => {
      element.querySelector<HTMLInputElement>(`#c-${id}`)!.click();
      await element.updateComplete;
    },
    write: async (text: string) => {
      const box = element.querySelector("textarea")!;
      box.value = text;
      box.dispatchEvent(new Event("input"));
      await element.updateComplete;
    },
    savedAnew: async (...anew: ClosingField[]) => {
      office.me = { closingForm: { id: "2", fields: anew } };
      office.dispatchEvent(new Event("change"));
      await element.updateComplete;
    },
    save: async () => {
      element.querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true }));
      await element.updateComplete;
      await element.updateComplete;
    },
  };
}

test("a form saved anew under the answers can be filled in and sent", async () => {
  const form = await open(themes("school", "family"));
  await form.tap("themes-school");
  await form.savedAnew(themes("family", "friends"));
  await form.save();
  expect(form.alert()).toContain("Temaer");
  expect(form.register).not.toHaveBeenCalled();
  await form.tap("themes-friends");
  await form.save();
  expect(form.register).toHaveBeenCalledWith("c", { themes: ["friends"] });
});

test("what was written stays with its own question, and no other question shows it", async () => {
  const form = await open(note("first"));
  await form.write("Talte længe ");
  expect(form.text().value).toBe("Talte længe ");
  await form.savedAnew(note("second"));
  expect(form.text().value).toBe("");
  await form.save();
  expect(form.register).toHaveBeenCalledWith("c", {});
  await form.savedAnew(note("first"));
  expect(form.text().value).toBe("Talte længe ");
});
