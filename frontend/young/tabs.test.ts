import { afterEach, expect, test, vi } from "vitest";
import { Tabs } from "./tabs";

class Channel extends EventTarget {
  static all: Channel[] = [];

  constructor() {
    super();
    Channel.all.push(this);
  }

  close(): void {
    Channel.all = Channel.all.filter((one) => one !== this);
  }

  postMessage(data: unknown): void {
    for (const other of Channel.all) {
      if (other !== this) other.dispatchEvent(new MessageEvent("message", { data }));
    }
  }
}

afterEach(() => {
  Channel.all = [];
  vi.unstubAllGlobals();
});

function tab(token: string | null, who: string | null = null, other = () => {}): Tabs {
  vi.stubGlobal("BroadcastChannel", Channel);
  return new Tabs({ token: () => token, who: () => who, other });
}

test("a second tab is given the sealed identity of the first", async () => {
  tab("sealed");
  expect(await tab(null).ask()).toBe("sealed");
});

test("a tab alone, or beside one that is nobody, gets none", async () => {
  tab(null);
  expect(await tab(null).ask()).toBeNull();
});

test("a tab that has left gives nothing away any more", async () => {
  tab("sealed").close();
  expect(await tab(null).ask()).toBeNull();
});

/** A tab in the background that hears nothing until it wakes. */
class Sleeper extends Channel {
  question = "";

  constructor() {
    super();
    this.addEventListener("message", (event) => {
      const { say, question } = (event as MessageEvent<{ say: string; question: string }>).data;
      if (say === "ask") this.question = question;
    });
  }

  wake(question = this.question): void {
    this.postMessage({ say: "token", token: "sealed", question, at: Date.now() });
  }
}

async function askedBeside(asleep: Sleeper): Promise<Tabs> {
  const mine = tab(null);
  expect(await mine.ask()).toBeNull();
  expect(asleep.question).not.toBe("");
  return mine;
}

test("a tab that sleeps has answered when it is asked again, once", async () => {
  const asleep = new Sleeper();
  const mine = await askedBeside(asleep);
  asleep.wake();
  expect(await mine.ask()).toBe("sealed");
  expect(await mine.ask()).toBeNull();
});

test.each(["gone", "exit"])("what it answered is not to be had when it is no longer open (%s)", async (say) => {
  const asleep = new Sleeper();
  const mine = await askedBeside(asleep);
  asleep.wake();
  asleep.postMessage({ say });
  expect(await mine.ask()).toBeNull();
});

test("nor a minute later, when the device killed it without a word", async () => {
  const asleep = new Sleeper();
  const mine = await askedBeside(asleep);
  asleep.wake();
  vi.setSystemTime(Date.now() + 61_000);
  expect(await mine.ask()).toBeNull();
  vi.useRealTimers();
});

test("what a tab answers a third one is not for this one", async () => {
  const mine = tab(null);
  expect(await mine.ask()).toBeNull();
  tab("sealed-of-another");
  expect(await tab(null).ask()).toBe("sealed-of-another");
  Channel.all = Channel.all.slice(0, 1); // both are killed without a word
  expect(await mine.ask()).toBeNull();
});

test("the closing of a tab that somebody is in is told", () => {
  const [heard, other] = [vi.fn(), new Channel()];
  other.addEventListener("message", (event) => heard((event as MessageEvent).data));
  tab(null).close();
  expect(heard).not.toHaveBeenCalled();
  tab("sealed").close();
  expect(heard).toHaveBeenCalledWith({ say: "gone" });
});

test("who begins anew takes the session: the other person's tabs are told, the own and the empty are not", () => {
  const [another, same, nobody] = [vi.fn(), vi.fn(), vi.fn()];
  tab("sealed", "a", another);
  tab("sealed", "b", same);
  tab(null, null, nobody);
  tab("sealed", "b").tell("b");
  expect([another, same, nobody].map((one) => one.mock.calls.length)).toEqual([1, 0, 0]);
});

test("where tabs cannot talk each is alone", async () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  const alone = new Tabs({ token: () => "sealed", who: () => "a", other: () => {} });
  expect(await alone.ask()).toBeNull();
  expect(() => alone.close()).not.toThrow();
});
