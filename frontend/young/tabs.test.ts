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

test("a tab that sleeps has answered when it is asked again", async () => {
  const mine = tab(null);
  expect(await mine.ask()).toBeNull();
  const asleep = new Channel();
  asleep.postMessage({ say: "token", token: "sealed" }); // it wakes for a moment
  asleep.close();
  expect(await mine.ask()).toBe("sealed");
  expect(await mine.ask()).toBeNull(); // once
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
