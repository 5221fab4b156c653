// @vitest-environment happy-dom
import { describe, expect, it, vi } from "vitest";
import type { ConversationSession } from "../chat/session";
import { Talks, type TalkEvent } from "./talks";
import type { MySummary } from "./wire";

class FakeSession extends EventTarget {
  conversation: { state: string; participants: { identity: string; seenSeq: number }[] } | null = null;
  messages: { seq: number; mine: boolean }[] = [];
  ended = "";
  readonly me = { id: "me", publicKey: "pk" };
  readonly open = vi.fn(async () => undefined);
  readonly saw = vi.fn();
  readonly wipe = vi.fn();
}

function desk() {
  const sessions = new Map<string, FakeSession>();
  const talks = new Talks((id) => {
    const session = new FakeSession();
    sessions.set(id, session);
    return session as unknown as ConversationSession;
  });
  return { talks, sessions };
}

const summary = (id: string, given: Partial<MySummary> = {}): MySummary =>
  ({ id, kind: "now", state: "active", party: "peer", ...given }) as MySummary;

describe("sync", () => {
  it("opens what goes on live, and leaves letters and ended ones closed", () => {
    const { talks } = desk();
    talks.sync([summary("live"), summary("letter", { kind: "letter" }), summary("over", { state: "closed" })]);
    expect(talks.list.map(({ id }) => id)).toEqual(["live"]);
  });

  it("does not open again what was put aside", () => {
    const { talks } = desk();
    talks.sync([summary("live")]);
    talks.putAside("live");
    talks.sync([summary("live")]);
    expect(talks.list).toEqual([]);
  });

  it("wipes what is no longer mine", () => {
    const { talks, sessions } = desk();
    talks.sync([summary("live")]);
    talks.sync([]);
    expect(talks.list).toEqual([]);
    expect(sessions.get("live")?.wipe).toHaveBeenCalled();
  });

  it("keeps an ended one open until it is registered", () => {
    const { talks } = desk();
    talks.sync([summary("live")]);
    talks.sync([summary("live", { state: "closed" })]);
    expect(talks.list.map(({ id }) => id)).toEqual(["live"]);
  });
});

describe("unread", () => {
  it("counts the others' messages since it was in view", () => {
    const { talks, sessions } = desk();
    talks.show("a", "peer");
    const session = sessions.get("a")!;
    session.messages = [
      { seq: 1, mine: false },
      { seq: 2, mine: true },
    ];
    expect(talks.unread("a")).toBe(1);
    talks.inView("a");
    expect(talks.unread("a")).toBe(0);
    expect(session.saw).toHaveBeenCalledWith(2);
    session.messages.push({ seq: 3, mine: false });
    expect(talks.unread("a")).toBe(1);
  });

  it("starts from what was read on another device", () => {
    const { talks, sessions } = desk();
    talks.show("a", "peer");
    const session = sessions.get("a")!;
    session.conversation = { state: "active", participants: [{ identity: "me", seenSeq: 4 }] };
    session.messages = [
      { seq: 4, mine: false },
      { seq: 5, mine: false },
    ];
    expect(talks.unread("a")).toBe(1);
  });

  it("remembers how far a letter was read after it is put aside", () => {
    const { talks, sessions } = desk();
    talks.show("a", "peer");
    sessions.get("a")!.messages = [{ seq: 7, mine: false }];
    talks.inView("a");
    talks.putAside("a");
    expect(talks.readHere("a")).toBe(7);
  });
});

describe("what is told", () => {
  it("says once that a conversation has ended", () => {
    const { talks, sessions } = desk();
    const closed = vi.fn();
    talks.addEventListener("closed", (event) => closed((event as TalkEvent).id));
    talks.show("a", "peer");
    const session = sessions.get("a")!;
    session.conversation = { state: "closed", participants: [] };
    session.dispatchEvent(new Event("change"));
    session.dispatchEvent(new Event("change"));
    expect(closed.mock.calls).toEqual([["a"]]);
  });

  it("says nothing more of one that was dropped", () => {
    const { talks, sessions } = desk();
    const heard = vi.fn();
    talks.show("a", "peer");
    talks.drop("a");
    talks.addEventListener("message", heard);
    sessions.get("a")!.dispatchEvent(new Event("message"));
    expect(heard).not.toHaveBeenCalled();
  });
});
