// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../api";
import { CryptoError } from "../crypto/client";
import { Drawer, type SealedDrawer } from "./box";
import type { SavedPage } from "./saved-page";

const CARD = { id: "3d5a8f6e-0c1b-4d2e-9f3a-4b5c6d7e8f90", slug: "sov-roligt", name: "Sov roligt", line: "Til natten" };
const SECOND = { id: "4d5a8f6e-0c1b-4d2e-9f3a-4b5c6d7e8f90", slug: "del-op", name: "Del op", line: "Et skridt" };

const here = vi.hoisted(() => {
  const forget = vi.fn(async () => {});
  const self = { me: { person: { nickname: "Glad Odder", hasWords: false } }, forget };
  return { known: true, other: "", error: null as unknown, drawer: null as unknown, self, forget };
});

const loads = vi.hoisted(() => ({ heavy: 0 }));

vi.mock("./saved-work", async (original) => {
  loads.heavy += 1;
  return original();
});

vi.mock("./here", () => {
  const page = Object.assign(new EventTarget(), {
    hasKey: () => here.known,
    restore: async () => here.known,
    other: async () => here.other,
    accept: async () => (here.known = here.other !== ""),
    self: async () => here.self,
    config: async () => ({ name: "Netværket" }),
    drawer: async () => {
      if (here.error) throw here.error;
      return here.drawer;
    },
  });
  return { hereOnPage: () => page };
});

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

async function settle(page: SavedPage): Promise<void> {
  for (let i = 0; i < 4; i += 1) {
    await new Promise((done) => setTimeout(done, 5));
    await vi.dynamicImportSettled();
  }
  await page.updateComplete;
}

async function show(): Promise<SavedPage> {
  await import("./saved-page");
  const page = document.createElement("toolbox-saved") as SavedPage;
  page.innerHTML = "<p>uden JavaScript</p>";
  document.body.replaceChildren(page);
  await settle(page);
  return page;
}

async function press(page: SavedPage, name: string): Promise<void> {
  [...page.querySelectorAll("button")].find((one) => one.textContent?.includes(name))!.click();
  await settle(page);
}

const titles = (page: SavedPage) => [...page.querySelectorAll("h1, h2, h3")].map((one) => one.textContent?.trim());

beforeEach(async () => {
  sessionStorage.clear();
  document.documentElement.lang = "da";
  [here.known, here.other, here.error, here.drawer] = [true, "", null, await open()];
  here.forget.mockClear();
});

test("nobody is here: the six words may open it, or one finds a tool", async () => {
  here.known = false;
  const page = await show();
  expect(titles(page)).toEqual(["Du har ikke noget åbent lige nu"]);
  expect([...page.querySelectorAll("a")].map((one) => one.getAttribute("href"))).toEqual(["/retur/", "/vaerktoejer/"]);
  expect(page.textContent).not.toContain("uden JavaScript");
  expect(loads.heavy).toBe(0); // what only somebody needs is not fetched
});

test("what is open in another tab is opened here when the reader says that it is theirs", async () => {
  [here.known, here.other] = [false, "Glad Odder"];
  await (here.drawer as Drawer).put("tools", CARD.id, { ...CARD, savedAt: 5 });
  const page = await show();
  expect(titles(page)).toEqual(["Du er her som Glad Odder. Er det dig?"]);
  expect(page.textContent).not.toContain(CARD.name);
  await press(page, "Ja, det er mig");
  expect(titles(page)).toContain("Sov roligt");
});

test("who says no sees nothing of it", async () => {
  [here.known, here.other] = [false, "Glad Odder"];
  const page = await show();
  expect(page.textContent).toContain("Siger du nej, viser vi ikke noget her.");
  expect(page.textContent).not.toContain("begynde");
  await press(page, "Nej, det er ikke mig");
  expect(titles(page)).toEqual(["Du har ikke noget åbent lige nu"]);
});

test("what is due comes first, the rest after it", async () => {
  const drawer = here.drawer as Drawer;
  await drawer.put("tools", CARD.id, { ...CARD, savedAt: 5 });
  await drawer.put("tools", SECOND.id, { ...SECOND, savedAt: 6 });
  await drawer.put("reminders", CARD.id, { due: 7 });
  const page = await show();
  expect(titles(page)).toEqual([
    "Det, du har gemt",
    "Du bad os minde dig om det her",
    "Sov roligt",
    "Dine værktøjer",
    "Del op",
  ]);
  expect(page.textContent).toContain("Uden seks ord er det væk");
});

test("an exercise that was kept has its way here, and without a tool it is not said that there is nothing", async () => {
  await (here.drawer as Drawer).write("safety", { signs: "x" });
  const page = await show();
  expect([...page.querySelectorAll(".saved-exercises a")].map((one) => [one.getAttribute("href"), one.textContent])).toEqual([
    ["/oevelser/tryghedsplan/", "Min tryghedsplan"],
  ]);
  expect(page.textContent).not.toContain("Du har ikke gemt noget endnu");
});

test("what is removed by mistake comes back with its note", async () => {
  const drawer = here.drawer as Drawer;
  await drawer.put("tools", CARD.id, { ...CARD, savedAt: 5 });
  await drawer.put("notes", CARD.id, "min note");
  const page = await show();
  await press(page, "Fjern");
  expect(page.textContent).toContain("Sov roligt er fjernet.");
  expect(page.textContent).toContain("Du har ikke gemt noget endnu.");
  await press(page, "Fortryd");
  expect(page.querySelector("textarea")?.value).toBe("min note");
});

test("a key that does not fit is said, and what is left is to delete", async () => {
  here.error = new CryptoError("cannot-vouch");
  const page = await show();
  expect(titles(page)).toEqual(["Vi kan ikke åbne det"]);
  await press(page, "Slet alt");
  await press(page, "Slet alt");
  expect(here.forget).not.toHaveBeenCalled();
  await press(page, "Tryk en gang til");
  expect(here.forget).toHaveBeenCalledTimes(1);
  expect(titles(page)).toEqual(["Nu er alt slettet."]);
});

test("without a line to the server one may try again", async () => {
  here.error = new ApiError("offline", 0);
  const page = await show();
  expect(page.querySelector("[role=alert]")?.textContent).toContain("Du er ikke på nettet lige nu.");
  here.error = null;
  await press(page, "Prøv igen");
  expect(page.textContent).toContain("Du har ikke gemt noget endnu.");
});
