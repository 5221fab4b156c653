import { describe, expect, it } from "vitest";

import { chat } from "../i18n/chat";
import type { Conversation } from "../wire";
import { readersOf } from "./names";

const person = (identity: string, publicKey: string, joinedAt: string) => ({
  identity,
  publicKey,
  joinedAt,
  leftAt: null,
  party: "peer",
  name: identity,
  isProgram: false,
  seenSeq: 0,
});

describe("who can read along", () => {
  it("is listed as they came, ourselves first, whatever order their keys have", () => {
    const conversation = {
      epoch: 1,
      epochs: [{ number: 1, recipients: ["aaa", "bbb", "ccc"] }],
      participants: [
        person("me", "bbb", "2026-01-01T10:00:00Z"),
        person("Freja", "ccc", "2026-01-01T10:01:00Z"),
        person("Karen", "aaa", "2026-01-01T10:02:00Z"),
      ],
    } as unknown as Conversation;
    const me = { id: "me", publicKey: "bbb" };
    const names = readersOf(conversation, me, chat.da).map((reader) => reader.name);
    expect(names).toEqual([chat.da.you, "Freja", "Karen"]);
  });
});
