// @vitest-environment happy-dom
// What DOMPurify cleans away is tried in a real browser: tests/browser/test_finder.py.
import { beforeEach, expect, test, vi } from "vitest";
import { NoFunction } from "./clean";
import { watch } from "./lost";

let form: HTMLFormElement;
let status: HTMLElement;

beforeEach(() => {
  document.body.innerHTML = `<form data-lost="Ingen forbindelse."></form><p>3 værktøjer</p>`;
  form = document.querySelector("form") as HTMLFormElement;
  status = document.querySelector("p") as HTMLElement;
  form.submit = vi.fn();
  watch(form, status);
});

function tell(name: string, ctx: object): boolean {
  return form.dispatchEvent(new CustomEvent(name, { detail: { ctx }, cancelable: true }));
}

test("no text is ever run", () => {
  expect(() => new NoFunction()).toThrow(TypeError);
});

test("an answer is let through", () => {
  expect(tell("htmx:before:response", { response: { status: 200 } })).toBe(true);
  expect(status.textContent).toBe("3 værktøjer");
});

test.each([500, 404, 429])("an error page %i is no result, and it is said", (code) => {
  expect(tell("htmx:before:response", { response: { status: code } })).toBe(false);
  expect(status.textContent).toBe("Ingen forbindelse.");
  expect(form.submit).not.toHaveBeenCalled();
});

test("no connection while typing is said", () => {
  tell("htmx:error", { sourceEvent: new Event("input") });
  expect(status.textContent).toBe("Ingen forbindelse.");
});

test("who sends the form without a connection gets the plain form", () => {
  tell("htmx:error", { sourceEvent: new Event("submit") });
  expect(form.submit).toHaveBeenCalledOnce();
});
