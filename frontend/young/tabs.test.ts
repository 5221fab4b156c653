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

test("a tab leaves when the quick exit of another says so; one that is closed hears nothing", () => {
  const [here, gone] = [vi.fn(), vi.fn()];
  tab("sealed", here);
  tab("sealed", gone).close();
  new Channel().postMessage({ say: "exit" });
  expect([here.mock.calls.length, gone.mock.calls.length]).toEqual([1, 0]);
});

test("where tabs cannot talk each is alone", async () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  const alone = new Tabs({ token: () => "sealed", exit: () => {} });
  expect(await alone.ask()).toBeNull();
  expect(() => alone.close()).not.toThrow();
});
