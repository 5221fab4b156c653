// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { breathAt, PACES, startBreathing } from "./breathing";
import { dropPages } from "./offline";
import { asSheet, defaultsOf, fillSheet, isSame, mergeSheets, readSheet } from "./sheet";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function form(inside: string): HTMLFormElement {
  document.body.innerHTML = `<article><form>${inside}</form></article>`;
  return document.querySelector("form")!;
}

const SHEET = `<textarea name="signs"></textarea><input type="text" name="name-1"><input type="checkbox" name="done-1">
  <input type="time" name="time"><input type="text" name="__proto__">`;

test("what is written is read, and what is empty is left out", () => {
  const sheet = form(SHEET);
  expect(readSheet(sheet)).toEqual({});
  sheet.querySelector("textarea")!.value = "Jeg trækker mig.";
  sheet.querySelector<HTMLInputElement>("[name='done-1']")!.checked = true;
  sheet.querySelector<HTMLInputElement>("[name='name-1']")!.value = "   ";
  expect(readSheet(sheet)).toEqual({ signs: "Jeg trækker mig.", "done-1": true });
});

test("a kept sheet comes back; what has no place on it, or is no sheet, changes nothing", () => {
  const sheet = form(SHEET);
  fillSheet(sheet, asSheet({ signs: "x", "done-1": true, "name-1": 7, other: "y" }));
  expect(readSheet(sheet)).toEqual({ signs: "x", "done-1": true });
  for (const odd of [null, "text", 3, undefined, ["signs"]]) expect(asSheet(odd)).toEqual({});
});

test("a very long text is cut, so that one exercise cannot fill the drawer", () => {
  const sheet = form(SHEET);
  fillSheet(sheet, { signs: "å".repeat(5000) });
  expect(readSheet(sheet).signs).toHaveLength(1000);
});

test("a pace is one of those on the page", () => {
  const sheet = form(`<input type="radio" name="pace" value="calm" checked><input type="radio" name="pace" value="short">`);
  fillSheet(sheet, { pace: "short" });
  expect(readSheet(sheet)).toEqual({ pace: "short" });
  expect(defaultsOf(sheet)).toEqual({ pace: "calm" });
});

test("a blank form takes what is kept and overwrites nothing", () => {
  expect(mergeSheets({}, {}, { signs: "gammel", self: "gå en tur" })).toEqual({ signs: "gammel", self: "gå en tur" });
});

test("what was written before the drawer was open lies beside what is kept", () => {
  expect(mergeSheets({}, { signs: "ny" }, { signs: "gammel", self: "x" })).toEqual({ signs: "ny", self: "x" });
});

test("of two tabs each keeps what the other changed; what was emptied here is gone", () => {
  const base = { signs: "a", self: "b", "done-1": true };
  const other = { signs: "a", self: "b2", "done-1": true, worth: "c" };
  expect(mergeSheets(base, { self: "b", "done-1": true }, other)).toEqual({ self: "b2", "done-1": true, worth: "c" });
  expect(isSame(base, { ...base })).toBe(true);
  expect(isSame(base, other)).toBe(false);
});

test("four in and six out, counted from one", () => {
  const told = [0, 3, 4, 9, 10].map((second) => breathAt(second, PACES.calm!));
  expect(told.map(({ out, count }) => `${out ? "out" : "in"} ${count}`)).toEqual(["in 1", "in 4", "out 1", "out 6", "in 1"]);
});

test("the ring breathes until it is stopped, and stops at the quick exit", () => {
  document.body.innerHTML = `<input type="radio" name="pace" value="short" checked>
    <div data-breathe hidden><button data-breathe-start data-stop="Stop">Begynd</button>
    <div class="breathe-ring" hidden><span data-breathe-word data-in="Ind" data-out="Ud"></span><span data-breathe-count></span></div>
    <label hidden><input type="checkbox" data-breathe-buzz checked></label><p data-breathe-said></p></div>`;
  const vibrate = vi.fn(() => true);
  Object.defineProperty(navigator, "vibrate", { value: vibrate, configurable: true });
  startBreathing();
  const [button, ring] = [document.querySelector("button")!, document.querySelector<HTMLElement>(".breathe-ring")!];
  button.click();
  vi.advanceTimersByTime(3000);
  expect([ring.hidden, ring.textContent, button.textContent]).toEqual([false, "Ud1", "Stop"]);
  expect(document.querySelector("[data-breathe-said]")!.textContent).toBe("Ud");
  expect(vibrate.mock.calls).toEqual([[60], [[60, 120, 60]]]);
  window.dispatchEvent(new Event("naere:exit"));
  expect([ring.hidden, button.textContent]).toEqual([true, "Begynd"]);
});

test("removing the pages takes the worker and our caches, and no others", async () => {
  const gone: string[] = [];
  const unregister = vi.fn(async () => true);
  const other = vi.fn();
  const registrations = [
    // of before, when the pages were kept under a smaller scope
    { unregister, active: { scriptURL: "https://a.example/oevelser/uden-net.js" }, waiting: null, installing: null },
    { unregister, active: null, waiting: null, installing: { scriptURL: "https://a.example/oevelser/uden-net.js" } },
    { unregister: other, active: { scriptURL: "https://a.example/andet.js" }, waiting: null, installing: null },
  ];
  const workers = { getRegistrations: async () => registrations } as unknown as ServiceWorkerContainer;
  const store = {
    keys: async () => ["naere-oevelser a.js", "other"],
    delete: async (name: string) => Boolean(gone.push(name)),
  } as unknown as CacheStorage;
  const copies = vi.fn(async () => undefined);
  await dropPages(workers, store, copies);
  expect(copies).toHaveBeenCalledOnce();
  expect(unregister).toHaveBeenCalledTimes(2);
  expect(other).not.toHaveBeenCalled();
  expect(gone).toEqual(["naere-oevelser a.js"]);
});
