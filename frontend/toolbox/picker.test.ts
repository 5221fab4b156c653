// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../api";
import type { PickedTool } from "./cards";
import type { Picker } from "./picker";

const tool = (name: string, situations: string[] = []): PickedTool => ({
  ...{ id: "3d5a8f6e-0c1b-4d2e-9f3a-4b5c6d7e8f90", slug: name.toLowerCase().replaceAll(" ", "-"), name },
  ...{ line: `${name} i en linje`, situations, minutes: 5, signUp: "ingen profil" },
  ...{ ages: [13, null], notWhen: "Når det haster.", expired: false, gone: false },
});
const TOOLS = [tool("Sov roligt", ["kan ikke sove"]), tool("Del op", ["før en eksamen"])];

async function picker(load: () => Promise<readonly PickedTool[]> = async () => TOOLS): Promise<Picker> {
  await import("./picker");
  const element = document.createElement("toolbox-picker") as Picker;
  element.load = load;
  document.body.replaceChildren(element);
  await element.updateComplete;
  return element;
}

async function open(element: Picker): Promise<void> {
  element.querySelector<HTMLElement>(".picker-open")!.click();
  for (let i = 0; i < 5; i += 1) await element.updateComplete;
  await new Promise((done) => setTimeout(done, 0));
  await element.updateComplete;
}

const rows = (element: Picker) => [...element.querySelectorAll("li strong")].map((one) => one.textContent);
const press = (key: string) => document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));

beforeEach(() => (document.documentElement.lang = "da"));

test("it asks for the tools when it is opened, once, and the cursor is in the search", async () => {
  const load = vi.fn(async () => TOOLS);
  const element = await picker(load);
  expect(load).not.toHaveBeenCalled();
  await open(element);
  expect(rows(element)).toEqual(["Sov roligt", "Del op"]);
  expect(document.activeElement?.tagName).toBe("INPUT");
  press("Escape");
  await element.updateComplete;
  expect(rows(element)).toEqual([]);
  expect(document.activeElement?.className).toContain("picker-open");
  await open(element);
  expect(load).toHaveBeenCalledTimes(1);
});

test("typing narrows it, and how many are left is said", async () => {
  const element = await picker();
  await open(element);
  const input = element.querySelector("input")!;
  for (const [typed, said, names] of [
    ["eksamen", "1 værktøj", ["Del op"]],
    ["findes ikke", "Ingen værktøjer passer.", []],
  ] as const) {
    input.value = typed;
    input.dispatchEvent(new Event("input"));
    await element.updateComplete;
    expect(element.querySelector(".picker-count")?.textContent).toBe(said);
    expect(rows(element)).toEqual(names);
  }
});

test("by keyboard: down to a tool, it is looked at, and sent with what a card holds and no more", async () => {
  const element = await picker();
  const sent: unknown[] = [];
  element.addEventListener("naere-tool", (event) => sent.push((event as CustomEvent).detail));
  await open(element);
  press("ArrowDown");
  press("ArrowDown");
  press("ArrowDown");
  press("ArrowUp");
  (document.activeElement as HTMLElement).click();
  await element.updateComplete;
  expect(sent).toEqual([]);
  expect(document.activeElement?.textContent).toBe("Send kortet");
  (document.activeElement as HTMLElement).click();
  await element.updateComplete;
  const { id, slug, name, line } = TOOLS[0]!;
  expect(sent).toEqual([{ id, slug, name, line }]);
  expect(element.querySelector("[role=status]")?.textContent).toBe("Sov roligt er sendt.");
});

test("before it goes one sees for whom it is, when not to use it, and the guide; Escape leads back to it in the list", async () => {
  const element = await picker();
  await open(element);
  const button = element.querySelectorAll<HTMLElement>(".picker-look")[1]!;
  button.click();
  await element.updateComplete;
  const panel = element.querySelector(".picker-panel")!;
  expect(panel.textContent).toContain("før en eksamen · fra 13 år · 5 minutter · ingen profil");
  expect(panel.textContent).toContain("Når det haster.");
  expect(panel.querySelector("a")?.getAttribute("href")).toBe("/vaerktoej/del-op/vejledning/peer/");
  press("Escape");
  await element.updateComplete;
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Vælg Del op");
  press("Escape");
  await element.updateComplete;
  expect(element.querySelector(".picker-panel")).toBeNull();
});

test("without a guide nothing is said of it", async () => {
  const element = await picker(async () => [{ ...tool("Ny"), ages: [null, null] as const, notWhen: null }]);
  await open(element);
  element.querySelector<HTMLElement>(".picker-look")!.click();
  await element.updateComplete;
  expect(element.querySelector(".picker-guide")).toBeNull();
  expect(element.querySelector(".quiet")?.textContent).toBe("5 minutter · ingen profil");
});

test("what has expired or is gone is marked, also for whoever hears the button alone", async () => {
  const old = { ...tool("Gammel"), expired: true };
  const element = await picker(async () => [tool("Ny"), old, { ...tool("Væk"), gone: true }]);
  await open(element);
  const marks = [...element.querySelectorAll("li")].map((row) => row.querySelector(".tool-marks")?.textContent?.trim());
  expect(marks).toEqual([undefined, "Vurderingen er udløbet", "Findes ikke længere"]);
  const labels = [...element.querySelectorAll(".picker-look")].map((one) => one.getAttribute("aria-label"));
  expect(labels).toEqual(["Vælg Ny", "Vælg Gammel. Vurderingen er udløbet", "Vælg Væk. Findes ikke længere"]);
});

test("no tools yet, and no line to the server, are said; the next look asks again", async () => {
  const empty = await picker(async () => []);
  await open(empty);
  expect(empty.querySelector(".picker-count")?.textContent).toBe("Der er ingen værktøjer endnu.");
  let fails = true;
  const element = await picker(async () => (fails ? Promise.reject(new ApiError("offline", 0)) : TOOLS));
  await open(element);
  expect(element.querySelector(".picker-count")?.textContent).toBe("Du er ikke på nettet lige nu. Prøv igen, når du er på.");
  press("Escape");
  fails = false;
  await open(element);
  expect(rows(element)).toHaveLength(2);
});
