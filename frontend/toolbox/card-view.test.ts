// @vitest-environment happy-dom
import { render } from "lit";
import { beforeEach, expect, test, vi } from "vitest";
import { logRows } from "../chat/log";
import type { ChatMessage } from "../chat/messages";
import { chat } from "../i18n/chat";
import type { CardActs, CardState } from "./card-view";

const tool = { id: "3d5a8f6e-0c1b-4d2e-9f3a-4b5c6d7e8f90", slug: "sov-roligt", name: "Sov roligt", line: "Til natten" };
const message = (body: unknown, sender = "peer"): ChatMessage => ({
  ...{ id: "m1", seq: 1, n: 1, epoch: 1, sender, mine: sender === "me", status: "stored" },
  ...{ at: "2026-01-31T20:15:00Z", body: body as ChatMessage["body"] },
});

function acts(state: CardState = "", trouble = "") {
  const made = new EventTarget() as CardActs;
  return Object.assign(made, { stateOf: () => state, troubleOf: () => trouble, keep: vi.fn(async () => {}) });
}

function show(one: ChatMessage, cards: CardActs | null = null): HTMLElement {
  const place = document.createElement("ol");
  const context = { texts: chat.da, name: () => "Freja", retry: () => {}, cards };
  render(logRows([one], { ...context, maySendTools: (who: string) => who !== "young" }), place);
  return place;
}

beforeEach(() => (document.documentElement.lang = "da"));

test("a card has a name, a line, and a link to our own page in a new tab", () => {
  const place = show(message({ kind: "tool", tool: { ...tool, url: "https://evil.example/" } }), acts());
  const link = place.querySelector("a")!;
  expect(link.getAttribute("href")).toBe("/vaerktoej/sov-roligt/");
  expect([link.target, link.rel]).toEqual(["_blank", "noopener"]);
  expect(place.querySelector("[role=group]")?.getAttribute("aria-label")).toBe("Værktøj: Sov roligt");
  expect(place.textContent).toContain("Til natten");
  expect(place.innerHTML).not.toContain("evil");
});

test("one tap saves; then it says so, and where it is", () => {
  const untouched = acts();
  show(message({ kind: "tool", tool }), untouched).querySelector("button")!.click();
  expect(untouched.keep).toHaveBeenCalledWith(tool);
  const saved = show(message({ kind: "tool", tool }), acts("saved"));
  expect(saved.querySelector("button")).toBeNull();
  expect(saved.querySelector(".sent-state")?.textContent).toContain("Gemt");
  expect(show(message({ kind: "tool", tool }), acts("", "Prøv igen")).textContent).toContain("Prøv igen");
});

test("whoever sent it sees it without the button", () => {
  expect(show(message({ kind: "tool", tool }, "me")).querySelector("button")).toBeNull();
});

test.each([
  ["a hostile address", { kind: "tool", tool: { ...tool, slug: "javascript:alert(1)" } }, "peer"],
  ["markup that is too long", { kind: "tool", tool: { ...tool, name: "<img src=x onerror=alert(1)>".repeat(9) } }, "peer"],
  ["a tool from the young person", { kind: "tool", tool }, "young"],
  ["a kind that this page does not know", { kind: "dance", text: "https://evil.example/" }, "peer"],
])("%s is not shown, and there is no link", (_, body, sender) => {
  const place = show(message(body, sender), acts());
  expect(place.textContent).toContain("Vi kan ikke vise det, der er sendt her.");
  expect(place.querySelectorAll("a, button, img")).toHaveLength(0);
  expect(place.innerHTML).not.toContain("evil");
});

test("markup in a name stays text", () => {
  const place = show(message({ kind: "tool", tool: { ...tool, name: "<b>Sov</b>" } }), acts());
  expect(place.querySelector("b")).toBeNull();
  expect(place.querySelector(".sent-name")?.textContent).toBe("<b>Sov</b>");
});
