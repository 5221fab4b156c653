// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Conversation } from "../wire";
import "./conversation";
import type { NaereConversation } from "./conversation";
import type { ChatMessage } from "./messages";
import type { ConversationSession } from "./session";

class FakeSession extends EventTarget {
  id = "c";
  party = "young";
  me = { id: "ung", publicKey: "k1" };
  draft = "";
  typing = false;
  present: string[] = ["peer"];
  connection = "online";
  ended = "";
  canRead = true;
  brokenKey = false;
  asksToShareOlder = false;
  sent: string[] = [];
  seen = 0;
  messages: ChatMessage[] = [];
  conversation = {
    ...{ id: "c", kind: "now", state: "active", acceptedAt: new Date().toISOString(), sessionMinutes: 50 },
    ...{ call: null, epoch: 1, epochs: [{ number: 1, recipients: ["k1", "k2"] }] },
    participants: [
      { identity: "ung", publicKey: "k1", party: "young", name: "Glad Odder", leftAt: null, isProgram: false },
      { identity: "peer", publicKey: "k2", party: "peer", name: "Freja", leftAt: null, isProgram: true },
    ],
  } as unknown as Conversation;

  send(text: string): void {
    this.sent.push(text);
  }
  saw(seq: number): void {
    this.seen = seq;
  }
  sayTyping(): void {}
  retry(): void {}
}

function message(seq: number, text: string | null, over: Partial<ChatMessage> = {}): ChatMessage {
  const body = text === null ? null : { kind: "text", text };
  const at = new Date().toISOString();
  return { id: `${seq}`, seq, n: seq, epoch: 1, sender: "peer", mine: false, body, status: "stored", at, ...over };
}

let element: NaereConversation;
let session: FakeSession;

async function show(change: (session: FakeSession) => void = () => {}): Promise<void> {
  change(session);
  session.dispatchEvent(new Event("change"));
  await element.updateComplete;
}

beforeEach(async () => {
  document.documentElement.lang = "da";
  session = new FakeSession();
  element = document.createElement("naere-conversation");
  element.session = session as unknown as ConversationSession;
  element.offersEnd = true;
  document.body.append(element);
  await element.updateComplete;
});

afterEach(() => element.remove());

test("text stays text: markup and links are shown, not made", async () => {
  await show((one) => (one.messages = [message(1, '<img src=x> <a href="https://x.dk">x</a> https://x.dk')]));
  const bubble = element.querySelector(".talk-bubble")!;
  expect(bubble.textContent).toContain('<img src=x> <a href="https://x.dk">x</a> https://x.dk');
  expect(bubble.querySelector("img, a")).toBeNull();
});

test("what cannot be vouched for is said and not shown", async () => {
  await show((one) => (one.messages = [message(1, "falsk", { problem: "cannot-vouch" })]));
  expect(element.querySelector(".talk-log")!.textContent).not.toContain("falsk");
  expect(element.querySelector(".talk-unsure")!.textContent).toContain("ikke stå inde for");
});

test("the log is a live log, and each status has words for those who do not see", async () => {
  const mine = { mine: true, sender: "ung" };
  await show((one) => {
    one.messages = (["stored", "seen", "sending", "failed"] as const).map((status, i) =>
      message(i + 1, status, { ...mine, status }),
    );
  });
  expect(element.querySelector(".talk-log")!.getAttribute("role")).toBe("log");
  const words = [...element.querySelectorAll(".talk-status .sr-only")].map((one) => one.textContent);
  expect(words).toEqual(["Sendt", "Set", "Er på vej", "Kom ikke af sted"]);
  expect(element.querySelectorAll(".talk-retry")).toHaveLength(1);
});

test("who can read along are the recipients of the newest key, a program is called one", () => {
  const list = element.querySelector(".talk-readers-list")!.textContent!.replace(/\s+/g, " ");
  expect(list).toContain("Du");
  expect(list).toContain("Freja (program)");
  expect(list).not.toContain("frivillig)");
  expect(list).not.toContain("Holdet");
});

test("a key that somebody unknown holds is shown as the team's", async () => {
  await show((one) => {
    const epochs = [{ number: 1, recipients: ["k1", "team"] }];
    one.conversation = { ...one.conversation, epochs } as unknown as Conversation;
  });
  expect(element.querySelector(".talk-readers-list")!.textContent).toContain("Holdet af frivillige");
});

test("what is written goes to the session once, and the field is empty again", async () => {
  const field = element.querySelector("textarea")!;
  field.value = "hej";
  field.dispatchEvent(new Event("input"));
  expect(session.draft).toBe("hej");
  await element.querySelector("naere-composer")!.updateComplete;
  element.querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true }));
  expect(session.sent).toEqual(["hej"]);
  expect(session.draft).toBe("");
});

test("over 4,000 characters nothing is sent, and it is said how many too many", async () => {
  const field = element.querySelector("textarea")!;
  field.value = "x".repeat(4012);
  field.dispatchEvent(new Event("input"));
  await element.querySelector("naere-composer")!.updateComplete;
  element.querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true }));
  expect(session.sent).toEqual([]);
  expect(element.querySelector(".composer-count")!.textContent).toContain("12 tegn for mange");
});

test("a message in view is told as seen", async () => {
  await show((one) => (one.messages = [message(7, "hej")]));
  expect(session.seen).toBe(7);
});

test("who did not report is told calmly that a professional has read, also when it is over", async () => {
  expect(element.querySelector(".talk-notices")!.textContent).not.toContain("fagperson");
  for (const state of ["active", "closed"]) {
    await show((one) => (one.conversation = { ...one.conversation, reportOpened: true, state } as Conversation));
    const said = element.querySelector('.talk-notices [role="status"]')!;
    expect(said.textContent).toContain("En fagperson har læst noget af samtalen");
  }
});

test("signed out keeps the pen and what was written", async () => {
  await show((one) => {
    one.draft = "midt i en s";
    one.ended = "signed-out";
  });
  expect(element.textContent).toContain("Du er logget ud");
  await element.querySelector("naere-composer")!.updateComplete;
  expect(element.querySelector("textarea")!.value).toBe("midt i en s");
});
