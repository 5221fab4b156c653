// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { ApiError, type Api } from "../api";
import type { ConversationSession } from "../chat/session";
import { type CryptoClient, CryptoError } from "../crypto/client";
import type { Me } from "../wire";
import { Self } from "./self";

const team = { id: "t1", kind: "peers", version: 1, publicKey: "team-key" };
const me = {
  ...{ tenant: "t", identity: { id: "i", publicKey: "own", sealedPrivate: "sealed" } },
  ...{ peersTeam: team, conversations: [], person: { hasWords: false } },
} as unknown as Me;

function make(over: { crypto?: object; young?: object; conversations?: object } = {}) {
  const crypto = {
    restore: vi.fn(async () => null),
    forget: vi.fn(async () => {}),
    remember: vi.fn(async () => {}),
    createIdentity: vi.fn(async () => ({ publicKey: "own" })),
    deriveFromWords: vi.fn(async () => ({ lookup: "l", auth: "a" })),
    unsealIdentity: vi.fn(async () => ({ publicKey: "own" })),
    createWords: vi.fn(async () => ["a", "b", "c", "d", "e", "f"]),
    sealWithWords: vi.fn(async () => ({ lookup: "l", auth: "a", sealedPrivate: "s" })),
    createEpoch: vi.fn(async () => ({ commit: "c", shares: [] })),
    wipe: vi.fn(async () => {}),
    stop: vi.fn(),
    ...over.crypto,
  };
  const young = {
    me: vi.fn(async () => me),
    start: vi.fn(async () => me),
    return: vi.fn(async () => me),
    words: vi.fn(async () => ({})),
    forget: vi.fn(async () => ({ deleted: true })),
    leave: vi.fn(async () => ({})),
    ...over.young,
  };
  const conversations = { create: vi.fn(async () => ({})), ...over.conversations };
  const api = { young, conversations } as unknown as Api;
  const session = { close: vi.fn(), wipe: vi.fn() };
  const makeSession = () => session as unknown as ConversationSession;
  const self = new Self(crypto as unknown as CryptoClient, api, "t", makeSession);
  return { self, crypto, young, conversations, session };
}

beforeEach(() => sessionStorage.clear());

test("a tab that was nobody asks the server nothing", async () => {
  const { self, young } = make();
  expect(await self.restore()).toBe(false);
  expect(young.me).not.toHaveBeenCalled();
});

test("a tab whose key the session does not belong to forgets the key", async () => {
  const { self, crypto } = make({ crypto: { restore: async () => ({ publicKey: "other" }) } });
  expect(await self.restore()).toBe(false);
  expect(crypto.forget).toHaveBeenCalledWith("young");
});

test("a tab that is loaded again is who it was", async () => {
  const { self } = make({ crypto: { restore: async () => ({ publicKey: "own" }) } });
  expect(await self.restore()).toBe(true);
  expect(self.me).toBe(me);
});

test("signed out while away is not an error", async () => {
  const restore = async () => ({ publicKey: "own" });
  const gone = async () => Promise.reject(new ApiError("sign-in", 401));
  expect(await make({ crypto: { restore }, young: { me: gone } }).self.restore()).toBe(false);
});

test("a bad network while the page is loaded again throws no key away", async () => {
  const offline = async () => Promise.reject(new ApiError("offline", 0));
  const { self, crypto } = make({ crypto: { restore: async () => ({ publicKey: "own" }) }, young: { me: offline } });
  await expect(self.restore()).rejects.toMatchObject({ code: "offline" });
  expect(crypto.forget).not.toHaveBeenCalled();
});

test("whoever begins, or comes back, opens a drawer of their own, and not who was here before", async () => {
  const drawer = vi.fn(async () => ({ revision: 0, sealed: null }));
  const { self, session } = make({ young: { drawer } });
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  const first = await self.drawer();
  self.session("c");
  await self.returnBy(["a", "b", "c", "d", "e", "f"]);
  expect(session.wipe).toHaveBeenCalledOnce();
  expect(await self.drawer()).not.toBe(first);
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  await self.drawer();
  expect(drawer).toHaveBeenCalledTimes(3);
});

test("words are replaced only by who says so", async () => {
  const words = vi.fn(async ({ replaces }: { replaces: boolean }) => {
    if (!replaces) throw new ApiError("has-words", 409);
    return {};
  });
  const { self } = make({ young: { words } });
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  await expect(self.makeWords({ replaces: false })).rejects.toMatchObject({ code: "has-words" });
  expect(await self.makeWords({ replaces: true })).toHaveLength(6);
});

test("where nothing can be kept one can write all the same", async () => {
  const { self } = make({ crypto: { remember: async () => Promise.reject(new CryptoError("not-kept")) } });
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  expect(self.me).toBe(me);
});

test("a conversation begins with a key for oneself and the team, before the server hears of it", async () => {
  const { self, crypto, conversations } = make();
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  await self.begin("letter");
  const [given] = crypto.createEpoch.mock.calls[0] as unknown as [{ recipients: object[]; conversation: string }];
  expect(given.recipients).toEqual([
    { id: "i", publicKey: "own" },
    { id: "t1", publicKey: "team-key" },
  ]);
  const epoch = { commit: "c", shares: [] };
  expect(conversations.create).toHaveBeenCalledWith({ id: given.conversation, kind: "letter", epoch });
});

test("without a team's key nothing is begun", async () => {
  const { self, conversations } = make({ young: { start: async () => ({ ...me, peersTeam: null }) } });
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  await expect(self.begin("now")).rejects.toMatchObject({ code: "no-team" });
  expect(conversations.create).not.toHaveBeenCalled();
});

test("when the team has a new key since, it is shared with that one", async () => {
  const newer = { ...me, peersTeam: { ...team, id: "t2", publicKey: "newer-key" } };
  const create = vi.fn(async () => ({}));
  create.mockRejectedValueOnce(new ApiError("wrong-recipients", 400));
  const { self, crypto } = make({ young: { start: async () => me, me: async () => newer }, conversations: { create } });
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  await self.begin("letter");
  const [given] = crypto.createEpoch.mock.calls[1] as unknown as [{ recipients: object[] }];
  expect(given.recipients).toContainEqual({ id: "t2", publicKey: "newer-key" });
  create.mockRejectedValue(new ApiError("wrong-recipients", 400));
  await expect(self.begin("letter")).rejects.toMatchObject({ code: "wrong-recipients" });
  expect(create).toHaveBeenCalledTimes(4);
});

test("the words are stored before they are shown", async () => {
  const { self, young } = make();
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  expect(await self.makeWords({ replaces: false })).toHaveLength(6);
  expect(young.words).toHaveBeenCalledTimes(1);
  expect(self.me?.person.hasWords).toBe(true);
});

test("words that the server refuses are not shown", async () => {
  const { self } = make({ young: { words: async () => Promise.reject(new ApiError("offline", 0)) } });
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  await expect(self.makeWords({ replaces: false })).rejects.toMatchObject({ code: "offline" });
  expect(self.me?.person.hasWords).toBe(false);
});

test("deleting wipes words and keys, here too", async () => {
  const { self, crypto, session } = make();
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  await self.begin("now");
  await self.forget();
  expect(session.wipe).toHaveBeenCalledTimes(1);
  expect(crypto.wipe).toHaveBeenCalledTimes(1);
  expect(self.me).toBeNull();
});

test("the quick exit waits for nothing: words and worker are gone when it returns", async () => {
  const { self, crypto, session, young } = make({ young: { leave: vi.fn(() => new Promise(() => {})) } });
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  await self.begin("now");
  self.wipe({ leaves: true });
  expect(session.wipe).toHaveBeenCalledTimes(1);
  expect(crypto.stop).toHaveBeenCalledTimes(1);
  expect(self.me).toBeNull();
  expect(young.leave).toHaveBeenCalledTimes(1);
});

test("the quick exit ends the session of a tab that does not yet know it is somebody", () => {
  const { self, young } = make();
  self.wipe({ leaves: true });
  expect(young.leave).toHaveBeenCalledTimes(1);
});

test("who follows another tab out is wiped as well, and ends nobody's session", async () => {
  const { self, crypto, session, young } = make();
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  await self.begin("now");
  self.wipe({ leaves: false });
  for (const gone of [session.wipe, crypto.wipe, crypto.stop]) expect(gone).toHaveBeenCalledTimes(1);
  expect(self.me).toBeNull();
  expect(young.leave).not.toHaveBeenCalled();
});

test("signed out by the server: keys, worker memory and read texts go, and nobody is asked", async () => {
  const { self, crypto, session, young } = make();
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  await self.begin("now");
  await self.signedOut();
  expect(session.wipe).toHaveBeenCalledTimes(1);
  expect(crypto.forget).toHaveBeenCalledWith("young");
  expect(crypto.wipe).toHaveBeenCalledTimes(1);
  expect(young.leave).not.toHaveBeenCalled();
  expect(self.me).toBeNull();
});

test("a session that has become another's is not taken for the own", async () => {
  const theirs = { ...me, identity: { ...me.identity, publicKey: "other" } };
  const { self, young } = make();
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  young.me.mockResolvedValueOnce(theirs);
  await expect(self.refresh()).rejects.toMatchObject({ status: 401 });
  expect(self.me).toBe(me);
});

test("whoever begins or comes back is told to the other tabs", async () => {
  const { self } = make();
  self.became = vi.fn();
  await self.start({ nickname: "Glad Odder", ageGroup: "1", topics: [] });
  await self.returnBy(["a", "b", "c", "d", "e", "f"]);
  expect(vi.mocked(self.became).mock.calls).toEqual([["own"], ["own"]]);
});
