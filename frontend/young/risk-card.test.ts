// @vitest-environment happy-dom
import { render } from "lit";
import { expect, test, vi } from "vitest";
import { young } from "../i18n/young";
import type { Risk } from "./risk";
import { riskCard } from "./risk-card";

const line = { name: "Linje A", phone: "70 00 00 01", digits: "70000001", who: "", hours: "", url: "" };
const acts = { help: vi.fn(), call: vi.fn(), close: vi.fn() };

function shown(show: Risk): { text: string; buttons: string[] } {
  const place = document.createElement("div");
  render(riskCard({ t: young.da, lines: [line], mayCall: true, show, ...acts }), place);
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
  const { text, buttons } = shown("nobody");
  expect(text).toContain("Der er ingen fagperson på lige nu");
  expect(text).toContain("70 00 00 01");
  expect(buttons).toEqual(["Luk"]);
});
