// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../api";
import { CryptoError } from "../crypto/client";
import { Drawer } from "./box";
import { CardKeeper } from "./keeper";
import { dropTool, restoreTool, savedTools, setAnswered, setNote, setReminder } from "./tools";

const card = { id: "3d5a8f6e-0c1b-4d2e-9f3a-4b5c6d7e8f90", slug: "sov-roligt", name: "Sov roligt", line: "Til natten" };

const lock = {
  sealDrawer: async ({ text }: { text: string }) => text,
  openDrawer: async ({ sealed }: { sealed: string }) => sealed,
};

function drawer(text: string | null = null): Promise<Drawer> {
  let stored: { revision: number; sealed: string | null } = { revision: text ? 1 : 0, sealed: text };
  return Drawer.open(lock, {
    drawer: async () => stored,
    keepDrawer: async ({ revision, sealed }) => {
      stored = { revision: revision + 1, sealed };
      return { revision: revision + 1 };
    },
  });
}

const settle = () => new Promise((done) => setTimeout(done, 0));

beforeEach(() => {
  sessionStorage.clear();
  document.documentElement.lang = "da";
});

test("a tap saves, and says how it goes", async () => {
  const keeper = new CardKeeper(drawer);
  const states: string[] = [];
  keeper.addEventListener("change", () => states.push(keeper.stateOf(card.id)));
  await keeper.keep(card);
  expect([states[0], states.at(-1)]).toEqual(["saving", "saved"]);
});

test("what was saved before is known, and the drawer is opened once for it", async () => {
  const kept = await drawer();
  await kept.put("tools", card.id, { ...card });
  const open = vi.fn(async () => kept);
  const keeper = new CardKeeper(open);
  expect(keeper.stateOf(card.id)).toBe("");
  keeper.stateOf(card.id);
  await settle();
  expect(keeper.stateOf(card.id)).toBe("saved");
  expect(open).toHaveBeenCalledTimes(1);
});

test.each([
  [new ApiError("offline", 0), "Du er ikke på nettet lige nu. Prøv igen, når du er på."],
  [new ApiError("sign-in", 401), "Du er logget ud. Dine seks ord åbner det igen."],
  [new CryptoError("cannot-vouch"), "Vi kan ikke åbne det, du har gemt."],
  [new CryptoError("too-long"), "Der er ikke plads til mere. Fjern noget, og prøv igen."],
])("what goes wrong is said, and can be tried again", async (error, text) => {
  let works = false;
  const keeper = new CardKeeper(async () => (works ? drawer() : Promise.reject(error)));
  await keeper.keep(card);
  expect([keeper.stateOf(card.id), keeper.troubleOf(card.id)]).toEqual(["", text]);
  works = true;
  await keeper.keep(card);
  expect([keeper.stateOf(card.id), keeper.troubleOf(card.id)]).toEqual(["saved", ""]);
});

test("whoever comes next does not see what another saved", async () => {
  const kept = await drawer();
  const opens = [async () => kept, () => drawer()];
  const keeper = new CardKeeper(() => opens.shift()!());
  await keeper.keep(card);
  keeper.clear();
  keeper.stateOf(card.id);
  await settle();
  expect(keeper.stateOf(card.id)).toBe("");
});

test("a saved tool with its note and reminder goes and comes back as it was", async () => {
  const kept = await drawer();
  await kept.put("tools", card.id, { slug: card.slug, name: card.name, line: card.line, savedAt: 5 });
  await setNote(kept, card.id, "Hjalp i går");
  await setReminder(kept, card.id, 7000);
  const [before] = savedTools(kept);
  expect(before).toEqual({ ...card, note: "Hjalp i går", due: 7000, savedAt: 5, answered: false });
  await dropTool(kept, card.id);
  expect(savedTools(kept)).toEqual([]);
  expect(sessionStorage.length).toBe(0);
  await restoreTool(kept, before!);
  expect(savedTools(kept)[0]).toMatchObject({ note: "Hjalp i går", due: 7000, name: card.name });
});

test("an answer is remembered when the tool is saved anew", async () => {
  const kept = await drawer();
  const keeper = new CardKeeper(async () => kept);
  await keeper.keep(card);
  await setAnswered(kept, card.id);
  await keeper.keep({ ...card, name: "Nyt navn" });
  expect(savedTools(kept)[0]).toMatchObject({ answered: true, name: "Nyt navn" });
});

test("what is no tool of ours is never listed", async () => {
  const kept = await drawer();
  await kept.put("tools", card.id, { ...card, slug: "../konto" });
  await kept.put("tools", "x", { ...card });
  expect(savedTools(kept)).toEqual([]);
});
