// @vitest-environment happy-dom
import { render } from "lit";
import { expect, test, vi } from "vitest";
import { young } from "../i18n/young";
import type { Risk } from "./risk";
import { riskCard } from "./risk-card";

const line = { name: "Linje A", phone: "70 00 00 01", digits: "70000001", who: "", hours: "", url: "" };
const acts = { help: vi.fn(), call: vi.fn(), close: vi.fn() };

function shown(show: Risk, mayCall = true): { text: string; buttons: string[] } {
  const place = document.createElement("div");
  render(riskCard({ t: young.da, lines: [line], mayCall, show, ...acts }), place);
  const buttons = [...place.querySelectorAll("button")].map((one) => one.textContent!.trim());
  return { text: place.textContent!, buttons };
}

test("a call that failed is not called nobody on duty: it can be tried again, and Hjælp nu is there", () => {
  const { text, buttons } = shown("failed");
  expect(text).toContain("Det gik ikke. Prøv igen, eller ring.");
  expect(text).not.toContain("ingen fagperson");
  expect(buttons).toEqual(["Hjælp nu", "Kald en fagperson", "Luk"]);
});

test("with nobody on duty the numbers are shown, and nobody can be called", () => {
  const { text, buttons } = shown("nobody", false);
  expect(text).toContain("Der er ingen fagperson på vagt lige nu");
  expect(text).toContain("70 00 00 01");
  expect(buttons).toEqual(["Luk"]);
});

test("help is offered alone while nobody is on duty, and a call as well when somebody is", () => {
  expect(shown("offer", false).buttons).toEqual(["Hjælp nu", "Nej tak"]);
  expect(shown("offer", true).buttons).toEqual(["Hjælp nu", "Kald en fagperson", "Nej tak"]);
});

test("when somebody has come on duty it is no longer said that nobody is", () => {
  const { text, buttons } = shown("nobody", true);
  expect(text).not.toContain("ingen fagperson");
  expect(text).toContain("70 00 00 01");
  expect(buttons).toEqual(["Kald en fagperson", "Luk"]);
});
