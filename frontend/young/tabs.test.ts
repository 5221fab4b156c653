import { afterEach, expect, test, vi } from "vitest";
import { Tabs } from "./tabs";

class Channel extends EventTarget {
  static all: Channel[] = [];

  constructor() {
    super();
    Channel.all.push(this);
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

function tab(token: string | null, exit = () => {}): Tabs {
  vi.stubGlobal("BroadcastChannel", Channel);
  return new Tabs({ token: () => token, exit });
}

test("a second tab is given the sealed identity of the first", async () => {
  tab("sealed");
  expect(await tab(null).ask()).toBe("sealed");
});

test("a tab alone, or beside one that is nobody, gets none", async () => {
  tab(null);
  expect(await tab(null).ask()).toBeNull();
});

test("all tabs leave when one does; the one itself is not told", () => {
  const [here, there] = [vi.fn(), vi.fn()];
  const first = tab("sealed", here);
  tab(null, there);
  first.exit();
  expect([here.mock.calls.length, there.mock.calls.length]).toEqual([0, 1]);
});

test("where tabs cannot talk each is alone", async () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  const alone = new Tabs({ token: () => "sealed", exit: () => {} });
  expect(await alone.ask()).toBeNull();
  expect(() => alone.exit()).not.toThrow();
});
