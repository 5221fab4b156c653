// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { namedStore } from "./crypto/idb";
import { follow, guardBack, leave, listen, onDoubleEscape, startExit } from "./exit";

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

class Channel extends EventTarget {
  static all: Channel[] = [];

  constructor(private readonly name: string) {
    super();
    Channel.all.push(this);
  }

  postMessage(data: unknown): void {
    said(this.name, data);
  }
}

/** Another tab says something, which all that listen on this page hear. */
function hear(data: unknown): void {
  for (const channel of Channel.all) channel.dispatchEvent(new MessageEvent("message", { data }));
}

beforeEach(() => {
  vi.clearAllMocks();
  Channel.all = [];
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
    await namedStore("naere-keys", "keys").names().catch(() => undefined);
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

describe("when another tab leaves", () => {
  it("this one goes along, wiped, and Back finds nothing here", () => {
    sessionStorage.setItem("naere.slot.young", "sealed");
    const [replace, wiped] = [vi.fn(), vi.fn()];
    window.addEventListener("naere:exit", wiped, { once: true });
    listen(AWAY, replace);
    hear({ say: "exit" });
    expect([document.documentElement.hidden, document.title]).toEqual([true, ""]);
    expect(wiped).toHaveBeenCalledOnce();
    expect(replace.mock.calls).toEqual([[AWAY]]);
    arriveBy("back_forward");
    const again = vi.fn();
    guardBack(AWAY, again);
    show(false);
    expect(again).toHaveBeenCalledWith(AWAY);
  });

  it("it tells nobody, and ends no session: by then there may be another person's", () => {
    follow(AWAY, () => undefined);
    for (const spy of [said, dropped, ask]) expect(spy).not.toHaveBeenCalled();
    expect({ ...sessionStorage }).toEqual({ "naere-left": "1" });
  });

  it("it listens to nothing else that is said there", () => {
    const replace = vi.fn();
    listen(AWAY, replace);
    for (const data of [{ say: "ask" }, { say: "token", token: "t" }, "exit", null]) hear(data);
    expect(replace).not.toHaveBeenCalled();
  });

  it("its own leaving is said where it listens, so that it does not hear it", () => {
    listen(AWAY, () => undefined);
    leave(AWAY, () => undefined);
    expect(Channel.all).toHaveLength(1);
    expect(said).toHaveBeenCalledOnce();
  });
});

describe("guardBack", () => {
  it("sends Back to the neutral page after an exit", () => {
    const replace = vi.fn();
    leave(AWAY, () => undefined);
    arriveBy("back_forward");
    guardBack(AWAY, replace);
    vi.clearAllMocks();
    show(false);
    expect(replace).toHaveBeenCalledWith(AWAY);
    for (const spy of [said, dropped, ask]) expect(spy).not.toHaveBeenCalled(); // others may be here since
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

  it("listens to the other tabs, on whatever page it is", () => {
    document.body.innerHTML = `<a data-exit href="${AWAY}">Forlad siden</a>`;
    startExit();
    expect(Channel.all).toHaveLength(1);
  });

  it("works where tabs cannot talk", () => {
    vi.stubGlobal("BroadcastChannel", undefined);
    document.body.innerHTML = `<a data-exit href="${AWAY}">Forlad siden</a>`;
    expect(() => startExit()).not.toThrow();
  });

  it("needs no link on a staff page, which no young person's exit closes", () => {
    document.body.innerHTML = "";
    expect(() => startExit()).not.toThrow();
    expect(Channel.all).toHaveLength(0);
  });
});
