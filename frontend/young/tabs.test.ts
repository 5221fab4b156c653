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

function tab(token: string | null): Tabs {
  vi.stubGlobal("BroadcastChannel", Channel);
  return new Tabs({ token: () => token });
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

test("where tabs cannot talk each is alone", async () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  const alone = new Tabs({ token: () => "sealed" });
  expect(await alone.ask()).toBeNull();
  expect(() => alone.close()).not.toThrow();
});
