// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { Drawer, type SealedDrawer } from "./box";
import type { Save } from "./save";
import { savedTools } from "./tools";

const state = vi.hoisted(() => ({ drawer: null as unknown, offline: false, other: "", asleep: false, theirs: null as unknown, hasWords: true }));

vi.mock("./drawer", () => ({
  openDrawer: async () => {
    if (state.offline) throw new TypeError("offline");
    return state.drawer;
  },
  hereOnPage: () => ({
    config: async () => ({ tenant: "t", name: "n", ageGroups: [{ id: "1", label: "16–18 år", mayBeMinor: true }] }),
    other: async () => state.other,
    asleep: async () => state.asleep,
    accept: async () => {
      state.drawer = state.theirs;
      return state.drawer !== null;
    },
    start: async () => {
      state.drawer = await open();
    },
    drawer: async () => state.drawer,
    self: async () => ({ me: { person: { hasWords: state.hasWords } } }),
  }),
}));

async function open(): Promise<Drawer> {
  let stored: SealedDrawer = { revision: 0, sealed: null };
  const lock = {
    sealDrawer: async ({ text }: { text: string }) => text,
    openDrawer: async ({ sealed }: { sealed: string }) => sealed,
  };
  return Drawer.open(lock, {
    drawer: async () => stored,
    keepDrawer: async ({ revision, sealed }) => (stored = { revision: revision + 1, sealed }),
  });
}

async function show(data: Record<string, string> = {}): Promise<Save> {
  await Promise.all([import("./save"), import("./save-work")]);
  const element = document.createElement("toolbox-save") as Save;
  element.hidden = true;
  const given = { tool: "3d5a8f6e-0c1b-4d2e-9f3a-4b5c6d7e8f90", slug: "sov-roligt", name: "Sov roligt", ...data };
  Object.assign(element.dataset, given);
  document.body.replaceChildren(element);
  await settle(element);
  return element;
}

async function settle(element: Save): Promise<void> {
  for (let i = 0; i < 5; i += 1) await new Promise((done) => setTimeout(done, 5));
  await element.updateComplete;
}

async function press(element: Save, name: string): Promise<void> {
  [...element.querySelectorAll("button")].find((one) => one.textContent?.includes(name))!.click();
  await settle(element);
}

beforeEach(() => {
  sessionStorage.clear();
  document.documentElement.lang = "da";
  [state.drawer, state.offline, state.other, state.theirs] = [null, false, "", null];
  [state.asleep, state.hasWords] = [false, true];
});

test("one tap, when somebody is here", async () => {
  const drawer = await open();
  state.drawer = drawer;
  const element = await show();
  expect(element.hidden).toBe(false);
  await press(element, "Gem værktøjet");
  expect(savedTools(drawer).map(({ slug, line }) => [slug, line])).toEqual([["sov-roligt", ""]]);
  expect(element.textContent).toContain("Gemt. Kun du kan se det.");
  await press(element, "Fjern igen");
  expect(savedTools(drawer)).toEqual([]);
  expect(element.textContent).toContain("Fjernet.");
});

test("nobody yet: a name and an age are asked for, and then it is kept", async () => {
  const element = await show();
  await press(element, "Gem værktøjet");
  expect(element.querySelector("h2")?.textContent).toBe("Hvad skal vi kalde dig?");
  expect(element.querySelector("h1")).toBeNull();
  expect(element.textContent).toContain("Seks ord kan bringe det tilbage");
  element.querySelector("naere-start")!.dispatchEvent(new CustomEvent("start", { detail: {} }));
  await settle(element);
  expect(savedTools(state.drawer as Drawer)).toHaveLength(1);
  expect(element.textContent).toContain("Gemt.");
});

test("who is open in another tab is asked whether it is them, and then it is one tap", async () => {
  [state.other, state.theirs] = ["Glad Odder", await open()];
  const element = await show();
  await press(element, "Gem værktøjet");
  expect(element.querySelector("h2")?.textContent).toBe("Du er her som Glad Odder. Er det dig?");
  expect(savedTools(state.theirs as Drawer)).toHaveLength(0);
  await press(element, "Ja, det er mig");
  expect(savedTools(state.theirs as Drawer)).toHaveLength(1);
  expect(element.textContent).toContain("Gemt.");
});

test("who is not them begins as somebody new, and nothing is put in the other's drawer", async () => {
  [state.other, state.theirs] = ["Glad Odder", await open()];
  const element = await show();
  await press(element, "Gem værktøjet");
  expect(element.textContent).toContain("Når du gør det, lukker vi det i den anden fane.");
  await press(element, "Nej, det er ikke mig");
  expect(element.querySelector("h2")?.textContent).toBe("Hvad skal vi kalde dig?");
  element.querySelector("naere-start")!.dispatchEvent(new CustomEvent("start", { detail: {} }));
  await settle(element);
  expect(savedTools(state.drawer as Drawer)).toHaveLength(1);
  expect(savedTools(state.theirs as Drawer)).toHaveLength(0);
});

test("one may also let it be", async () => {
  const element = await show();
  await press(element, "Gem værktøjet");
  await press(element, "Nej tak");
  expect(element.textContent).toContain("Gem værktøjet");
  expect(state.drawer).toBeNull();
});

test("what does not work is said, and the button is there again", async () => {
  state.offline = true;
  const element = await show();
  await press(element, "Gem værktøjet");
  expect(element.querySelector("[role=alert]")?.textContent).toContain("Det gik ikke.");
  expect(element.querySelector("button")?.disabled).toBe(false);
});

test("a tab that is somebody sees at once what is saved; others load nothing", async () => {
  const drawer = await open();
  await drawer.put("tools", "3d5a8f6e-0c1b-4d2e-9f3a-4b5c6d7e8f90", { slug: "sov-roligt", name: "Sov", line: "" });
  state.drawer = drawer;
  expect((await show()).textContent).toContain("Gem værktøjet");
  sessionStorage.setItem("naere.slot.young", "x");
  expect((await show()).textContent).toContain("Gemt.");
});

test("a slot that is not filled in as it should be shows nothing", async () => {
  expect((await show({ slug: "../konto" })).hidden).toBe(true);
});

test("somebody's tab sleeps: they are led to it, and it is one tap when it has answered", async () => {
  [state.asleep, state.theirs] = [true, await open()];
  const element = await show();
  await press(element, "Gem værktøjet");
  expect(element.querySelector("h2")?.textContent).toBe("Er du i gang i en anden fane?");
  expect(element.querySelector("naere-start")).toBeNull();
  await press(element, "Ja, i en anden fane");
  expect(element.querySelector("h2")?.textContent).toBe("Gå til den anden fane");
  expect(document.activeElement?.textContent).toBe("Gå til den anden fane");
  await press(element, "Prøv igen");
  expect(element.querySelector("h2")?.textContent).toBe("Er du i gang i en anden fane?"); // it still sleeps
  state.other = "Glad Odder";
  await press(element, "Ja, i en anden fane");
  await press(element, "Prøv igen");
  expect(element.querySelector("h2")?.textContent).toBe("Du er her som Glad Odder. Er det dig?");
  await press(element, "Ja, det er mig");
  expect(savedTools(state.theirs as Drawer)).toHaveLength(1);
});

test("somebody's tab sleeps, and the reader begins anew all the same: it is said what it means", async () => {
  state.asleep = true;
  const element = await show();
  await press(element, "Gem værktøjet");
  expect(element.textContent).toContain("Begynder du som en ny, lukker vi det. Så kan kun seks ord åbne det igen.");
  await press(element, "Nej, begynd som en ny");
  expect(element.querySelector("h2")?.textContent).toBe("Hvad skal vi kalde dig?");
});

test.each([
  [false, "/gemt/#ord"],
  [true, undefined],
])("whoever has no six words is told that it goes with the page (has words: %s)", async (hasWords, link) => {
  Object.assign(state, { drawer: await open(), hasWords });
  const element = await show();
  await press(element, "Gem værktøjet");
  const said = element.querySelector(".save-words");
  expect(said?.querySelector("a")?.getAttribute("href")).toBe(link);
  expect(said?.textContent?.includes("væk, når du lukker siden") ?? false).toBe(!hasWords);
  sessionStorage.setItem("naere.slot.young", "{}");
  const again = await show(); // another look at the page
  expect(again.querySelector(".save-words") !== null).toBe(!hasWords);
});
