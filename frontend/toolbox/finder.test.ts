// @vitest-environment happy-dom
// What DOMPurify cleans away is tried in a real browser: tests/browser/test_finder.py.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NoFunction } from "./clean";
import { watch } from "./lost";
import { hideWords, linkTo, offerLink, startAtTop } from "./search";

let form: HTMLFormElement;
let status: HTMLElement;

beforeEach(() => {
  document.body.innerHTML = `<form data-lost="Ingen forbindelse."><input type="search" name="q">
    <input type="checkbox" name="situation" value="sove"></form><p>3 værktøjer</p>`;
  form = document.querySelector("form") as HTMLFormElement;
  status = document.querySelector("p") as HTMLElement;
  form.submit = vi.fn();
  watch(form, status);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function type(text: string): void {
  const field = form.elements.namedItem("q") as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function choose(): void {
  const box = form.elements.namedItem("situation") as HTMLInputElement;
  box.checked = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

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

test("but not who has typed something: their words would stand in the address", () => {
  type("jeg er så alene");
  tell("htmx:error", { sourceEvent: new Event("submit") });
  expect(form.submit).not.toHaveBeenCalled();
  expect(status.textContent).toBe("Ingen forbindelse.");
});

test.each([
  ["?q=jeg+er+alene&situation=sove&side=2#svar", "?situation=sove#svar"],
  ["?q=", ""],
])("words that came with the address go out of it: %s", (before, after) => {
  const past = { state: { htmx: true }, replaceState: vi.fn() };
  const place = { href: `https://a.example/vaerktoejer/${before}` };
  hideWords(place as Location, past as unknown as History);
  expect(past.replaceState.mock.calls.map(([state, , url]) => [state, String(url)])).toEqual([
    [{ htmx: true }, `https://a.example/vaerktoejer/${after}`],
  ]);
});

test("an address without words is left as it is", () => {
  const past = { replaceState: vi.fn() };
  const place = { href: "https://a.example/vaerktoejer/?situation=sove&side=2" };
  hideWords(place as Location, past as unknown as History);
  expect(past.replaceState).not.toHaveBeenCalled();
});

const PLACE = { href: "https://a.example/vaerktoejer/?old=1", pathname: "/vaerktoejer/" } as Location;

test("a link to the search has what is asked now, and nothing empty", () => {
  expect(linkTo(form, PLACE)).toBe("https://a.example/vaerktoejer/");
  choose();
  type(" så & alene ");
  expect(linkTo(form, PLACE)).toBe("https://a.example/vaerktoejer/?q=s%C3%A5+%26+alene&situation=sove");
});

function offer(): { button: HTMLButtonElement; said: HTMLElement } {
  const [button, said] = [document.createElement("button"), document.createElement("p")];
  Object.assign(said.dataset, { copied: "Kopieret.", words: "Med dine ord.", failed: "Ikke kopieret." });
  offerLink(form, button, said);
  return { button, said };
}

test("the link is offered when something is asked, and says whether the words are in it", async () => {
  const writeText = vi.fn(async () => {});
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  const { button, said } = offer();
  expect(button.hidden).toBe(true);
  choose();
  expect(button.hidden).toBe(false);
  button.click();
  await vi.waitFor(() => expect(said.textContent).toBe("Kopieret."));
  type("alene");
  expect(said.textContent).toBe("");
  button.click();
  await vi.waitFor(() => expect(said.textContent).toBe("Med dine ord."));
  expect(writeText).toHaveBeenLastCalledWith(expect.stringContaining("q=alene"));
});

test("where help stands beside the words no link is offered", () => {
  const { button } = offer();
  type("jeg vil dø");
  expect(button.hidden).toBe(false);
  form.insertAdjacentHTML("beforeend", '<section class="finder-danger"></section>');
  document.dispatchEvent(new Event("htmx:after:swap"));
  expect(button.hidden).toBe(true);
});

test("a link that cannot be copied is said", async () => {
  vi.stubGlobal("navigator", { clipboard: { writeText: () => Promise.reject(new Error("no")) } });
  const { button, said } = offer();
  type("alene");
  button.click();
  await vi.waitFor(() => expect(said.textContent).toBe("Ikke kopieret."));
});

test("who turns the page begins at the top; who types stays where they are", () => {
  const found = document.createElement("div");
  found.scrollIntoView = vi.fn();
  startAtTop(form, found);
  tell("htmx:after:swap", { sourceEvent: new Event("input") });
  expect(found.scrollIntoView).not.toHaveBeenCalled();
  const submitter = document.createElement("button");
  submitter.name = "side";
  tell("htmx:after:swap", { sourceEvent: Object.assign(new Event("submit"), { submitter }) });
  expect(found.scrollIntoView).toHaveBeenCalledOnce();
});
