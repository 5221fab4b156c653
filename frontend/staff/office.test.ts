// @vitest-environment happy-dom
import { describe, expect, it, vi } from "vitest";
import { ApiError, type Api } from "../api";
import type { CryptoClient } from "../crypto/client";
import type { StaffMe } from "../wire";
import { type News, Office } from "./office";
import type { QueueItem } from "./wire";

const team = { id: "t1", kind: "peers", version: 1, publicKey: "team-1" };

const me = (given: Partial<StaffMe> = {}): StaffMe => ({
  tenant: "tenant",
  membership: { id: "member", alias: "Kim", roles: ["volunteer"], wantsSound: true, wantsTitle: true },
  identity: { id: "me", publicKey: "pk", sealedPrivate: "sealed" },
  teams: [
    {
      kind: "peers",
      member: "approved",
      current: team,
      held: [{ team, box: "box", creatorPublicKey: "pk" }],
      rotationDue: false,
      members: [],
    },
  ],
  safeguardingTeam: null,
  conversations: [],
  shifts: { peer: false, professional: false },
  closingForm: null,
  program: false,
  ...given,
});

class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  readyState = 1;
  send = vi.fn();
  close = vi.fn();

  say(frame: object): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }
}

function desk(mine: StaffMe = me()) {
  const api = Object.assign(new EventTarget(), {
    staff: {
      me: vi.fn(async () => mine),
      duty: vi.fn(async () => ({})),
      teamShares: vi.fn(async () => ({})),
      teamVersion: vi.fn(async () => ({})),
    },
    conversations: {
      accept: vi.fn(async () => ({})),
      get: vi.fn(async () => {
        throw new ApiError("offline", 0);
      }),
    },
  });
  const crypto = {
    restore: vi.fn(async (): Promise<{ publicKey: string } | null> => ({ publicKey: "pk" })),
    forget: vi.fn(async () => undefined),
    wipe: vi.fn(async () => undefined),
    openTeamKey: vi.fn(async () => undefined),
  };
  const sockets: FakeSocket[] = [];
  const office = new Office({
    api: api as unknown as Api,
    crypto: crypto as unknown as CryptoClient,
    makeSocket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  });
  const news: News[] = [];
  office.addEventListener("news", (event) => news.push((event as CustomEvent<News>).detail));
  return { api, crypto, office, news, socket: () => sockets.at(-1)! };
}

const item = (id: string, queuedAt = "2026-11-25T12:00:00Z"): QueueItem => ({
  ...{ id, queuedAt, kind: "now", ageGroup: "16–18 år", topics: [], handedOver: false },
});

describe("start", () => {
  it("opens what the device remembers, and the team's key with it", async () => {
    const { office } = desk();
    await office.start();
    expect(office.stand).toBe("open");
    expect(office.holds("peers")).toBe(true);
  });

  it("asks for the words on a device that remembers nothing", async () => {
    const { office, crypto } = desk();
    crypto.restore.mockResolvedValue(null);
    await office.start();
    expect(office.stand).toBe("locked");
    expect(crypto.openTeamKey).not.toHaveBeenCalled();
  });
});

describe("the queue", () => {
  it("stands oldest first, and is no news at the first look", async () => {
    const { office, news, socket } = desk();
    await office.start();
    const items = [item("young"), item("old", "2026-11-25T11:00:00Z")];
    socket().say({ t: "queue", items, onDuty: [] });
    expect(office.queue?.map(({ id }) => id)).toEqual(["old", "young"]);
    expect(news).toEqual([]);
  });

  it("tells of who came", async () => {
    const { office, news, socket } = desk();
    await office.start();
    socket().say({ t: "queue", items: [item("a")], onDuty: [] });
    socket().say({ t: "queue", items: [item("b"), item("c")], onDuty: [] });
    expect(news).toEqual([{ what: "queue", count: 2 }]);
  });
});

describe("accept", () => {
  it("opens what was won", async () => {
    const { office, api } = desk();
    await office.start();
    const won = { id: "a", kind: "now", state: "active" } as StaffMe["conversations"][number];
    api.staff.me.mockResolvedValue(me({ conversations: [won] }));
    await office.accept("a");
    expect(office.talks.list.map(({ id }) => id)).toEqual(["a"]);
  });

  it("opens nothing when another was first", async () => {
    const { office, api } = desk();
    await office.start();
    api.conversations.accept.mockRejectedValue(new ApiError("taken", 409));
    await expect(office.accept("a")).rejects.toMatchObject({ code: "taken" });
    expect(office.talks.list).toEqual([]);
  });
});

describe("being away", () => {
  it("notices that the server took us off duty", async () => {
    const { office, api } = desk(me({ shifts: { peer: true, professional: false } }));
    await office.start();
    api.staff.me.mockResolvedValue(me());
    await office.look();
    expect(office.lapsed).toBe("peer");
  });

  it("does not call it lapsed when we went off duty ourselves", async () => {
    const { office, api } = desk(me({ shifts: { peer: true, professional: false } }));
    await office.start();
    api.staff.me.mockResolvedValue(me());
    await office.setDuty("peer", false);
    expect(office.lapsed).toBe(null);
  });

  it("says that it is signed out, and goes on after signing in elsewhere", async () => {
    const { office, api } = desk();
    await office.start();
    api.dispatchEvent(new Event("signed-out"));
    expect(office.signedOut).toBe(true);
    await office.back();
    expect(office.signedOut).toBe(false);
  });

  it("drops every key and word when another device has made a new identity", async () => {
    const { office, api, crypto } = desk();
    await office.start();
    office.talks.show("a", "peer");
    const identity = { id: "me2", publicKey: "pk2", sealedPrivate: "sealed2" };
    api.staff.me.mockResolvedValue(me({ identity }));
    await office.look();
    expect(office.stand).toBe("locked");
    expect(office.talks.list).toEqual([]);
    expect(office.holds("peers")).toBe(false);
    expect(crypto.wipe).toHaveBeenCalled();
  });
});

describe("look", () => {
  it("asks once more, and not twice, for what came while it asked", async () => {
    const { office, api } = desk();
    const first = office.look();
    void office.look();
    void office.look();
    await first;
    await vi.waitFor(() => expect(api.staff.me).toHaveBeenCalledTimes(2));
  });
});
