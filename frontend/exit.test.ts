// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { indexedDbStore } from "./crypto/idb";
import { guardBack, leave, onDoubleEscape, startExit } from "./exit";

const AWAY = "https://vejret.example/";

function press(key: string, repeat = false): void {
  window.dispatchEvent(new KeyboardEvent("keydown", { key, repeat }));
}

function show(persisted: boolean): void {
  const event = new Event("pageshow") as PageTransitionEvent;
  Object.defineProperty(event, "persisted", { value: persisted });
  window.dispatchEvent(event);
}

function arriveBy(type: string): void {
  vi.spyOn(performance, "getEntriesByType").mockReturnValue([
    { type } as PerformanceNavigationTiming,
  ]);
}

const said = vi.fn();
const dropped = vi.fn();
const ask = vi.fn((..._: unknown[]) => new Promise<Response>(() => undefined));

class Channel {
  constructor(private readonly name: string) {}
  postMessage(data: unknown): void {
    said(this.name, data);
  }
}

beforeEach(() => {
  vi.clearAllMocks();
  vi.stubGlobal("BroadcastChannel", Channel);
  vi.stubGlobal("indexedDB", { deleteDatabase: dropped });
  vi.stubGlobal("fetch", ask);
  sessionStorage.clear();
  document.title = "Nogen at skrive med";
  document.documentElement.hidden = false;
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("leave", () => {
  it("empties the page, lets others wipe, then replaces the history entry", () => {
    const order: string[] = [];
    window.addEventListener(
      "naere:exit",
      () => order.push(`wipe ${document.documentElement.hidden} ${document.title}`),
      { once: true },
    );
    leave(AWAY, (url) => order.push(`away ${url}`));
    expect(order).toEqual(["wipe true ", `away ${AWAY}`]);
  });

  it("needs nobody's help: tab, other tabs, keys and session, before it is away", () => {
    sessionStorage.setItem("naere.slot.young", "sealed");
    const replace = vi.fn(() => {
      expect({ ...sessionStorage }).toEqual({ "naere-left": "1" });
      expect(said).toHaveBeenCalledWith("naere-young", { say: "exit" });
      expect(dropped).toHaveBeenCalledTimes(1);
      expect(ask).toHaveBeenCalledWith("/api/young/leave", expect.objectContaining({ method: "POST", keepalive: true }));
    });
    leave(AWAY, replace);
    expect(replace).toHaveBeenCalledWith(AWAY);
  });

  it("drops the very database that the keys are in", async () => {
    const open = vi.fn(() => {
      throw new Error("only the name is looked at");
    });
    vi.stubGlobal("indexedDB", { deleteDatabase: dropped, open });
    await indexedDbStore.names().catch(() => undefined);
    leave(AWAY, () => undefined);
    expect(dropped.mock.calls).toEqual([[(open.mock.calls as unknown[][])[0]?.[0]]]);
  });

  it.each(["BroadcastChannel", "indexedDB", "fetch", "sessionStorage"])("leaves, and does the rest, without %s", (name) => {
    vi.stubGlobal(name, undefined);
    const replace = vi.fn();
    leave(AWAY, replace);
    expect(replace).toHaveBeenCalledWith(AWAY);
    const done = { BroadcastChannel: said, indexedDB: dropped, fetch: ask };
    const others = Object.entries(done).filter(([one]) => one !== name);
    for (const [, spy] of others) expect(spy).toHaveBeenCalledTimes(1);
  });
});

describe("guardBack", () => {
  it("sends Back to the neutral page after an exit", () => {
    const replace = vi.fn();
    leave(AWAY, () => undefined);
    arriveBy("back_forward");
    guardBack(AWAY, replace);
    show(false);
    expect(replace).toHaveBeenCalledWith(AWAY);
  });

  it("also when the browser had kept the page alive", () => {
    const replace = vi.fn();
    leave(AWAY, () => undefined);
    arriveBy("navigate");
    guardBack(AWAY, replace);
    show(true);
    expect(replace).toHaveBeenCalledWith(AWAY);
  });

  it("lets in who comes on purpose, and forgets the exit", () => {
    const replace = vi.fn();
    leave(AWAY, () => undefined);
    arriveBy("navigate");
    guardBack(AWAY, replace);
    show(false);
    arriveBy("back_forward");
    show(false);
    expect(replace).not.toHaveBeenCalled();
  });

  it("does nothing to who never left", () => {
    const replace = vi.fn();
    arriveBy("back_forward");
    guardBack(AWAY, replace);
    show(true);
    expect(replace).not.toHaveBeenCalled();
  });
});

describe("onDoubleEscape", () => {
  it.each([
    ["twice, quickly", [0, 1500], 1],
    ["twice, slowly", [0, 1501], 0],
    ["once", [0], 0],
    ["slowly, then quickly", [0, 5000, 5100], 1],
  ])("%s", (_name, times, calls) => {
    const act = vi.fn();
    let now = 0;
    onDoubleEscape(act, () => now);
    for (const time of times) {
      now = time;
      press("Escape");
    }
    expect(act).toHaveBeenCalledTimes(calls);
  });

  it("is not fooled by a key held down, nor by other keys", () => {
    const act = vi.fn();
    onDoubleEscape(act, () => 0);
    press("Escape");
    press("Escape", true);
    press("a");
    expect(act).not.toHaveBeenCalled();
  });
});

describe("startExit", () => {
  it("takes over the link that works by itself without a program", () => {
    document.body.innerHTML = `<a data-exit href="${AWAY}">Forlad siden</a>`;
    const wiped = vi.fn();
    window.addEventListener("naere:exit", wiped, { once: true });
    startExit();
    const click = new MouseEvent("click", { cancelable: true, bubbles: true });
    document.querySelector("a")?.dispatchEvent(click);
    expect(click.defaultPrevented).toBe(true);
    expect(wiped).toHaveBeenCalledOnce();
  });

  it("needs no link on a staff page", () => {
    document.body.innerHTML = "";
    expect(() => startExit()).not.toThrow();
  });
});
