import { expect, test } from "vitest";
import type { ChatMessage } from "../chat/messages";
import { KeptDraft, unsent } from "./unsent";

function said(text: string, over: Partial<ChatMessage> = {}): ChatMessage {
  const body = { kind: "text", text, at: "" } as ChatMessage["body"];
  return { id: text, seq: null, n: null, epoch: null, sender: "i", mine: true, body, status: "sending", at: "", ...over };
}

test("the draft alone", () => {
  expect(unsent({ messages: [said("stored", { seq: 1 })], draft: "halv sæt" })).toBe("halv sæt");
});

test("what did not get out comes before the draft; what others wrote is not ours", () => {
  const messages = [said("stored", { seq: 1 }), said("theirs", { mine: false }), said("under way"), said("failed", { status: "failed" })];
  expect(unsent({ messages, draft: "halv sæt" })).toBe("under way\n\nfailed\n\nhalv sæt");
});

test("nothing written is nothing", () => {
  expect(unsent({ messages: [], draft: "  " })).toBe("");
});

test("what was kept is given back once, and over nothing that was written since", () => {
  const kept = new KeptDraft();
  const session = { id: "c", messages: [], draft: "halv sæt" };
  kept.keep(session);
  session.draft = ""; // wiped
  kept.keep(session); // told twice
  kept.keep(null);
  expect([kept.text, kept.belongsTo("c"), kept.belongsTo("d")]).toEqual(["halv sæt", true, false]);
  kept.give({ ...session, draft: "nyt" });
  expect(kept.text).toBe("halv sæt");
  kept.give(session);
  expect([session.draft, kept.text, kept.belongsTo("c")]).toEqual(["halv sæt", "", false]);
});
