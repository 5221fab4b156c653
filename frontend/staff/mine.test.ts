// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import "./mine";
import type { MyConversations } from "./mine";
import type { Office } from "./office";
import type { MySummary } from "./wire";

const summary = (id: string, over: Partial<MySummary> = {}): MySummary => ({
  ...{ id, kind: "now", state: "closed", epoch: 1, lastSeq: 2, queuedAt: "2026-11-01T10:00:00Z" },
  ...{ acceptedAt: "2026-11-01T10:01:00Z", closedAt: "2026-11-01T11:00:00Z", deleteAfter: "2026-12-01T11:00:00Z" },
  ...{ peerName: "Freja", nickname: id, registered: true, party: "peer", seenSeq: 2, readable: true },
  ...over,
});

let element: MyConversations;
let shown: string[];

async function draw(...mine: MySummary[]): Promise<void> {
  shown = [];
  const talks = { get: () => undefined, readHere: () => 0, show: (id: string) => shown.push(id) };
  element = document.createElement("naere-mine") as MyConversations;
  element.office = Object.assign(new EventTarget(), { mine, talks }) as unknown as Office;
  document.body.append(element);
  await element.updateComplete;
}

const rows = (within: string) =>
  [...element.querySelectorAll(`${within} li`)].map((one) => one.textContent!.replace(/\s+/g, " ").trim());

afterEach(() => element.remove());

test("what has ended is folded, newest first, and says until when it can be read", async () => {
  await draw(summary("Sol"), summary("Ugle", { kind: "letter", closedAt: "2026-11-03T11:00:00Z" }));
  expect(element.querySelector<HTMLDetailsElement>(".mine-past")!.open).toBe(false);
  expect(rows(".mine-past")).toEqual([
    "Ugle Brev · 3. nov. · registreret · slettes 1. dec. Læs Ugle",
    "Sol Samtale · 1. nov. · registreret · slettes 1. dec. Læs Sol",
  ]);
  element.querySelector<HTMLButtonElement>(".mine-past button")!.click();
  expect(shown).toEqual(["Ugle"]);
});

test("without a share only the day, the kind and the registration are told, and nothing can be opened", async () => {
  await draw(summary("Sol", { readable: false }));
  expect(rows(".mine-past")).toEqual(["Samtale · 1. nov. · registreret · Din nye nøgle kan ikke åbne den"]);
  expect(element.querySelector(".mine-past button")).toBeNull();
  expect(element.textContent).not.toContain("Sol");
});

test("what is still to be registered stands with what goes on, not with what has ended", async () => {
  await draw(summary("Sol", { registered: false }), summary("Ugle", { state: "active" }));
  expect(rows("section.mine")).toHaveLength(2);
  expect(element.querySelector(".mine-past")).toBeNull();
});
