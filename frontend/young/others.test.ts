// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Api } from "../api";
import type { Me } from "../wire";
import { Others } from "./others";

const SLOT = "naere.slot.young";

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

const server = { hasSession: false };
const odder = { identity: { publicKey: "a" }, person: { nickname: "Glad Odder" } } as Me;

beforeEach(() => {
  sessionStorage.clear();
  server.hasSession = false;
  Channel.all = [];
  vi.stubGlobal("BroadcastChannel", Channel);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function others(me: Me | null, asked: () => Promise<Me> = async () => odder, replaced = () => {}): Others {
  const begin = async () => ({ hasSession: server.hasSession });
  return new Others({ young: { me: asked, begin } } as unknown as Api, () => ({ me }), replaced);
}

test("whoever is open in another tab is named, and nothing is taken before the reader says that it is them", async () => {
  sessionStorage.setItem(SLOT, "sealed");
  others(odder);
  const mine = others(null);
  expect(await mine.ask()).toBe("Glad Odder");
  sessionStorage.removeItem(SLOT); // this tab's own, which in a browser is not the other's
  expect(sessionStorage.getItem(SLOT)).toBeNull();
  mine.take();
  expect(sessionStorage.getItem(SLOT)).toBe("sealed");
});

test("nobody is open elsewhere: nobody is asked for, and there is nothing to take", async () => {
  const me = vi.fn(async () => odder);
  const mine = others(null, me);
  expect(await mine.ask()).toBe("");
  expect(me).not.toHaveBeenCalled();
  mine.take();
  expect(sessionStorage.getItem(SLOT)).toBeNull();
});

test("whose session has ended is nobody", async () => {
  sessionStorage.setItem(SLOT, "sealed");
  others(odder);
  expect(await others(null, () => Promise.reject(new Error("401"))).ask()).toBe("");
});

test("before somebody begins anew, whoever has the browser's session is asked for", async () => {
  expect(await others(null).question()).toBe("");
  server.hasSession = true; // and no tab answers: a phone lets them sleep
  const mine = others(null);
  expect(await mine.question()).toBe("asleep");
  expect(mine.name).toBe(""); // the tab may be closed long since: nobody is named
  sessionStorage.setItem(SLOT, "sealed");
  others(odder);
  expect(await mine.question()).toBe("other");
});

test("the question is put once, and again when another person has begun in between", async () => {
  server.hasSession = true;
  const mine = others(null);
  mine.refuse();
  expect(await mine.question()).toBe("");
  mine.tell("b");
  expect(await mine.question()).toBe("asleep");
});

test("without a network nobody is said to be asleep", async () => {
  const begin = () => Promise.reject(new Error("offline"));
  const mine = new Others({ young: { begin } } as unknown as Api, () => null, () => {});
  expect(await mine.question()).toBe("");
});

test("who begins anew makes room in the tabs of the one before", () => {
  const replaced = vi.fn();
  others(odder, undefined, replaced);
  others(null).tell("b");
  expect(replaced).toHaveBeenCalledOnce();
});
