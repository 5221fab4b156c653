// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { dialled, startCalling } from "./call";
import { fillSheet } from "./sheet";

test.each([
  ["20 12 34 56", "20123456"],
  ["+45 20-12-34-56", "+4520123456"],
  ["112", "112"],
  ["11", null],
  ["mor", null],
  ["20 12 mor", null],
  ["1234567890123456", null],
  ["", null],
])("%s is dialled as %s", (written, number) => expect(dialled(written)).toBe(number));

test("a number that is written or kept can be called, and nothing else", async () => {
  document.body.innerHTML = `<form><input type="tel" name="phone-1" data-call="Ring"></form>`;
  const form = document.querySelector("form")!;
  startCalling(form);
  const link = document.querySelector("a")!;
  expect(link.hidden).toBe(true);
  fillSheet(form, { "phone-1": "20 12 34 56" });
  expect([link.hidden, link.getAttribute("href"), link.textContent]).toEqual([false, "tel:20123456", "Ring 20 12 34 56"]);
  const field = document.querySelector("input")!;
  field.value = "javascript:alert(1)";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  expect([link.hidden, link.getAttribute("href")]).toEqual([true, "tel:"]);
  field.value = "112";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  form.reset();
  await new Promise((done) => setTimeout(done));
  expect(link.hidden).toBe(true);
});
