// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ConversationSession } from "../chat/session";
import type { Conversation, Now } from "../wire";
import "./ended";
import type { Ended } from "./ended";
import "./waiting";
import type { Waiting } from "./waiting";

const free: Now = {
  ...{ open: true, peersOnDuty: 1, canStart: true, waiting: 1, expectedWaitSeconds: 60 },
  ...{ opensAt: null, letterAnswerHours: null, queueFull: false },
};

class FakeSession extends EventTarget {
  connection = "online";
  place = { position: 1, of: 1, expectedWaitSeconds: 120 };
  conversation = { kind: "now", state: "waiting", handedOver: false } as unknown as Conversation;
}

let element: Waiting;

async function show(now: Now, kind = "now"): Promise<string> {
  const session = new FakeSession();
  session.conversation = { ...session.conversation, kind } as Conversation;
  element.session = session as unknown as ConversationSession;
  element.now = now;
  document.body.append(element);
  await element.updateComplete;
  return element.textContent!.replace(/\s+/g, " ");
}

const button = (text: string): HTMLButtonElement =>
  [...element.querySelectorAll("button")].find((one) => one.textContent!.includes(text))!;

beforeEach(() => {
  document.documentElement.lang = "da";
  vi.stubGlobal("matchMedia", () => ({ matches: true, addEventListener() {}, removeEventListener() {} }));
  element = document.createElement("naere-waiting") as Waiting;
});

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

test("while somebody is on duty the wait is told and nothing else", async () => {
  const text = await show(free);
  expect(text).toContain("Du er den næste. Du kommer nok til at vente cirka 2 minutter.");
  expect(text).not.toContain("ingen frivillig");
});

test("when nobody is on duty any more no wait is promised, and the letter comes first", async () => {
  const text = await show({ ...free, peersOnDuty: 0 });
  expect(text).toContain("ingen frivillig, der kan tage imod dig");
  expect(text).not.toContain("minutter");
  expect(button("Lav det om til et brev").className).toContain("button-primary");
});

test.each([
  ["now", "Gå ud af køen", "Ja, gå ud"],
  ["letter", "Træk brevet tilbage", "Ja, træk det tilbage"],
])("waiting as %s one can take it back, after one question", async (kind, leave, yes) => {
  const heard = vi.fn();
  element.addEventListener("withdraw", heard);
  await show(free, kind);
  button(leave).click();
  await element.updateComplete;
  expect(heard).not.toHaveBeenCalled();
  button(yes).click();
  expect(heard).toHaveBeenCalledTimes(1);
});

test.each([
  [{ kind: "now", acceptedAt: null }, "Du er ude af køen"],
  [{ kind: "letter", acceptedAt: null }, "Dit brev er trukket tilbage"],
  [{ kind: "now", acceptedAt: null, lost: true }, "Din plads gik videre"],
  [{ kind: "now", acceptedAt: "2026-11-25T12:00:00Z" }, "Tak for snakken"],
])("what ended as %o is called what it was, and only a talk has questions", async (conversation, title) => {
  const ended = document.createElement("naere-ended") as Ended;
  const question = { key: "heard", text: "Følte du dig hørt?", low: "", high: "" };
  ended.config = { questions: [question], daysKept: 1 } as unknown as Ended["config"];
  ended.conversation = conversation as Conversation;
  document.body.append(ended);
  await ended.updateComplete;
  expect(ended.querySelector("h1")!.textContent).toBe(title);
  expect(ended.textContent!.includes("Følte du dig hørt?")).toBe(title === "Tak for snakken");
  expect(ended.textContent).toContain("efter 1 dag.");
});
