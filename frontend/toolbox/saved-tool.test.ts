// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Drawer, type SealedDrawer } from "./box";
import type { KeptTool } from "./saved-tool";
import { keepTool, savedTools } from "./tools";

const card = { id: "3d5a8f6e-0c1b-4d2e-9f3a-4b5c6d7e8f90", slug: "sov-roligt", name: "Sov roligt", line: "Til natten" };
const LONG_AGO = 1_000;

let drawer: Drawer;
let writes = 0;
let away = false;

async function open(): Promise<Drawer> {
  let stored: SealedDrawer = { revision: 0, sealed: null };
  const lock = {
    sealDrawer: async ({ text }: { text: string }) => text,
    openDrawer: async ({ sealed }: { sealed: string }) => sealed,
  };
  return Drawer.open(lock, {
    drawer: async () => stored,
    keepDrawer: async ({ revision, sealed }) => {
      if (away) throw new Error("offline");
      writes += 1;
      stored = { revision: revision + 1, sealed };
      return stored;
    },
  });
}

async function show(savedAt = LONG_AGO): Promise<KeptTool> {
  await import("./saved-tool");
  await keepTool(drawer, card, savedAt);
  writes = 0;
  const element = document.createElement("toolbox-kept") as KeptTool;
  const draw = () => {
    element.drawer = drawer;
    element.tool = savedTools(drawer)[0]!;
  };
  draw();
  drawer.addEventListener("change", draw);
  document.body.replaceChildren(element);
  await element.updateComplete;
  return element;
}

async function pass(element: KeptTool, ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  for (let i = 0; i < 30; i += 1) await Promise.resolve();
  await element.updateComplete;
}

function type(element: KeptTool, text: string): void {
  const note = element.querySelector("textarea")!;
  note.value = text;
  note.dispatchEvent(new Event("input"));
}

function press(element: KeptTool, name: string): void {
  [...element.querySelectorAll("button")].find((one) => one.textContent?.includes(name))!.click();
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  document.documentElement.lang = "da";
  away = false;
  drawer = await open();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a note is kept when one pauses, once, and that is said", async () => {
  const element = await show();
  type(element, "Hjalp");
  await pass(element, 500);
  type(element, "Hjalp mig i går");
  await pass(element, 700);
  expect(writes).toBe(0);
  await pass(element, 200);
  expect(writes).toBe(1);
  expect(savedTools(drawer)[0]?.note).toBe("Hjalp mig i går");
  expect(element.textContent).toContain("Noten er gemt.");
});

test("leaving the field or the page keeps it at once, and nothing is written twice", async () => {
  const element = await show();
  type(element, "Nu");
  element.querySelector("textarea")!.dispatchEvent(new Event("blur"));
  await pass(element);
  await pass(element, 2_000);
  expect([writes, savedTools(drawer)[0]?.note]).toEqual([1, "Nu"]);
});

test("a note that does not get through stays on the screen, and the reader is told", async () => {
  const element = await show();
  away = true;
  type(element, "Vigtigt");
  await pass(element, 1_000);
  expect(element.querySelector("[role=alert]")?.textContent).toContain("Det gik ikke.");
  expect(element.querySelector("textarea")?.value).toBe("Vigtigt");
});

test("a reminder is off until one chooses, and can be taken back", async () => {
  const element = await show();
  expect(savedTools(drawer)[0]?.due).toBeNull();
  const select = element.querySelector("select")!;
  select.value = String([...select.options].find((one) => one.textContent === "i morgen")?.value);
  select.dispatchEvent(new Event("change"));
  await pass(element);
  expect(savedTools(drawer)[0]?.due).toBeGreaterThan(Date.now());
  expect(element.querySelector("toolbox-remind")?.textContent).toContain("Vi minder dig om det i morgen, når du kommer her.");
  expect(element.textContent).toContain("Læg det i din kalender");
  expect(element.querySelector("a[href*=husk]")).toBeNull(); // the server would hear of the day
  press(element, "Mind mig ikke om det");
  await pass(element);
  expect(savedTools(drawer)[0]?.due).toBeNull();
});

test("whether it helped is said of the tool alone, once, and the reminder has done its work", async () => {
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => new Response("{}"));
  vi.stubGlobal("fetch", fetched);
  const element = await show();
  await drawer.put("reminders", card.id, { due: 5 });
  await pass(element);
  press(element, "Det hjalp ikke");
  await pass(element);
  const [url, init] = fetched.mock.calls[0]!;
  expect([url, init.method, String(init.body)]).toEqual(["/vaerktoej/sov-roligt/svar/", "POST", "verdict=not-helped"]);
  expect(savedTools(drawer)[0]).toMatchObject({ answered: true, due: null });
  expect(element.textContent).toContain("Tak. Dit svar hjælper andre.");
  expect(fetched).toHaveBeenCalledTimes(1);
});

test("an answer that is not taken is said, and can be given again", async () => {
  vi.stubGlobal("fetch", async () => new Response("", { status: 404 }));
  const element = await show();
  press(element, "Det hjalp");
  await pass(element);
  expect(element.querySelector("[role=alert]")?.textContent).toContain("Det gik ikke.");
  expect(savedTools(drawer)[0]?.answered).toBe(false);
});

test("of a tool that is put away it is said why no answer is taken", async () => {
  vi.stubGlobal("fetch", async () => new Response("", { status: 410 }));
  const element = await show();
  press(element, "Det hjalp");
  await pass(element);
  const said = element.querySelector("[role=alert]")?.textContent;
  expect(said).toContain("Værktøjet er lagt væk, så vi samler ikke flere svar om det. Din note er her stadig.");
});

test("it is not asked of what was saved a moment ago", async () => {
  const element = await show(Date.now());
  expect(element.querySelector("fieldset")).toBeNull();
});
