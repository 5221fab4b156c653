// @vitest-environment happy-dom
import { expect, test } from "vitest";
import type { Me, Summary } from "../wire";

document.documentElement.lang = "da";
await import("./mine");
type Mine = import("./mine").Mine;

const LETTER = { id: "c", kind: "letter", state: "waiting", queuedAt: "2026-11-25T10:00:00Z", peerName: null, deleteAfter: null };

async function show(conversations: object[], hasWords = true): Promise<Mine> {
  const page = document.createElement("naere-mine") as Mine;
  page.me = { person: { nickname: "Glad Odder", hasWords }, conversations: conversations as Summary[] } as unknown as Me;
  document.body.replaceChildren(page);
  await page.updateComplete;
  return page;
}

test("who has only saved something finds the way to it, and nothing is said of conversations that stay", async () => {
  const page = await show([]);
  expect(page.querySelector("h1")!.textContent).toBe("Din plads");
  expect(page.querySelector("a.way")!.getAttribute("href")).toBe("/gemt/");
  expect(page.textContent).not.toContain("Dine samtaler");
});

test("beside conversations it is there as well", async () => {
  const page = await show([LETTER]);
  expect(page.querySelector("h1")!.textContent).toBe("Dine samtaler");
  expect(page.querySelectorAll("ul.mine li")).toHaveLength(1);
  expect(page.querySelector("a.way")!.getAttribute("href")).toBe("/gemt/");
  expect(page.textContent).toContain("Dine samtaler og det, du har gemt, bliver her.");
});
