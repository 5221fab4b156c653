// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { startRows } from "./rows";
import { fillSheet } from "./sheet";

const ROW = (n: number) => `<div class="exercise-row"><input name="worry-${n}"><input type="checkbox" name="gone-${n}"></div>`;

function form(): HTMLFormElement {
  document.body.innerHTML = `<form><fieldset data-more="Tilføj en til">${[1, 2, 3].map(ROW).join("")}</fieldset>
    <fieldset><div class="exercise-row"><textarea name="alone"></textarea></div></fieldset></form>`;
  const made = document.querySelector("form")!;
  startRows(made);
  return made;
}

const shown = () => [...document.querySelectorAll<HTMLElement>("[data-more] .exercise-row")].map((row) => !row.hidden);
const button = () => document.querySelector("button")!;

beforeEach(() => document.body.replaceChildren());

test("one row to begin with, and one more for each time it is asked for", () => {
  form();
  expect(document.querySelectorAll("button")).toHaveLength(1);
  expect([shown(), button().textContent, button().hidden]).toEqual([[true, false, false], "Tilføj en til", false]);
  button().click();
  expect([shown(), (document.activeElement as HTMLInputElement).name]).toEqual([[true, true, false], "worry-2"]);
  button().click();
  expect([shown(), button().hidden]).toEqual([[true, true, true], true]);
});

test("what was kept is shown, down to the last row that has something", () => {
  const made = form();
  fillSheet(made, { "gone-2": true });
  expect(shown()).toEqual([true, true, false]);
  fillSheet(made, { "worry-3": "en tanke" });
  expect([shown(), button().hidden]).toEqual([[true, true, true], true]);
});

test("a row that was asked for stays when the sheet is written again; the quick exit leaves one", async () => {
  const made = form();
  button().click();
  fillSheet(made, { "worry-1": "en tanke" });
  expect(shown()).toEqual([true, true, false]);
  made.reset();
  await new Promise((done) => setTimeout(done));
  expect(shown()).toEqual([true, false, false]);
});
