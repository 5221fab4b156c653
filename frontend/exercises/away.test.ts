// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../api";
import { CryptoError, type CryptoClient } from "../crypto/client";
import { Drawer, type DrawerCalls, type DrawerLock, type SealedDrawer } from "../toolbox/box";
import { type Copy, type CopyStore, DeviceCalls } from "../toolbox/device";
import { Away } from "./away";
import { bringTogether, layDownHere, removeHere } from "./home";

class Store implements CopyStore {
  readonly kept = new Map<string, Copy>();
  get = async (name: string) => this.kept.get(name);
  put = async (name: string, copy: Copy) => void this.kept.set(name, copy);
  remove = async (name: string) => void this.kept.delete(name);
  names = async () => [...this.kept.keys()];
}

class Server implements DrawerCalls {
  stored: SealedDrawer = { revision: 0, sealed: null };
  away = false;
  async drawer() {
    if (this.away) throw new ApiError("offline", 0);
    return this.stored;
  }
  async keepDrawer({ revision, sealed }: { revision: number; sealed: string }) {
    if (this.away) throw new ApiError("offline", 0);
    if (revision !== this.stored.revision) throw new ApiError("changed", 409);
    this.stored = { revision: revision + 1, sealed };
    return { revision: revision + 1 };
  }
}

const lock: DrawerLock = {
  sealDrawer: async ({ revision, text }) => btoa(JSON.stringify([revision, text])),
  async openDrawer({ revision, sealed }) {
    const [bound, text] = JSON.parse(atob(sealed)) as [number, string];
    if (bound !== revision) throw new CryptoError("cannot-vouch");
    return text;
  },
};

/** A worker whose words open what was sealed under them: `sealedPrivate` is the words themselves. */
function fakeCrypto(remembered = "") {
  let typed = "";
  const crypto = {
    ...lock,
    deriveFromWords: vi.fn(async (words: readonly string[]) => void (typed = words.join(" "))),
    unsealIdentity: vi.fn(async ({ sealedPrivate }: { sealedPrivate: string }) => {
      if (sealedPrivate !== typed) throw new CryptoError("wrong-words");
      return { publicKey: "" };
    }),
    remember: vi.fn(async () => undefined),
    restore: vi.fn(async () => (remembered ? { publicKey: remembered } : null)),
    stop: vi.fn(),
  };
  return crypto as typeof crypto & CryptoClient;
}

const owner = { tenant: "t", publicKey: "mine", sealedPrivate: "a b" };
let clock = 0;
const now = () => (clock += 1);
let server: Server;
let store: Store;

const atServer = () => Drawer.open(lock, server, now);
const together = (drawer: Drawer, words: string | null = owner.sealedPrivate) =>
  bringTogether("mine", drawer, lock, async () => words, store);
const atDevice = () => Drawer.open(lock, new DeviceCalls("mine", store), now);

beforeEach(async () => {
  [server, store] = [new Server(), new Store()];
  sessionStorage.clear();
  const drawer = await atServer();
  await drawer.write("safety", { signs: "A", helps: "B" });
  await layDownHere(owner, drawer, store);
});

test("what is kept can be read on the device without the server", async () => {
  server.away = true;
  expect((await atDevice()).read("safety")).toEqual({ signs: "A", helps: "B" });
});

test("what is written there lasts there, and comes home field by field over what was written elsewhere", async () => {
  const device = await atDevice();
  await device.write("safety", { signs: "A2" });
  expect((await atDevice()).read("safety")).toEqual({ signs: "A2" });
  const elsewhere = await atServer();
  await elsewhere.write("safety", { signs: "A", helps: "B", call: "mor" });
  await together(await atServer());
  expect((await atServer()).read("safety")).toEqual({ signs: "A2", call: "mor" });
  expect((await atDevice()).read("safety")).toEqual({ signs: "A2", call: "mor" });
});

test("what has come home once does not come again over what is newer", async () => {
  await (await atDevice()).write("safety", { signs: "A2", helps: "B" });
  await together(await atServer());
  const elsewhere = await atServer();
  await elsewhere.write("safety", { signs: "A3", helps: "B" });
  await together(await atServer());
  expect((await atServer()).read("safety")).toEqual({ signs: "A3", helps: "B" });
});

test("a tab that was open before takes home what another wrote meanwhile, before it lays down anything", async () => {
  const before = await atServer();
  await (await atDevice()).write("worry", { "worry-1": "eksamen" });
  await before.refresh();
  await together(before);
  expect((await atServer()).read("worry")).toEqual({ "worry-1": "eksamen" });
});

test("nothing written there changes nothing at the server, and what was taken away there is taken away", async () => {
  const drawer = await atServer();
  await together(drawer);
  expect(server.stored.revision).toBe(1);
  await (await atDevice()).write("safety", null);
  await together(drawer);
  expect((await atServer()).read("safety")).toBeNull();
});

test("when the network goes while it comes home, it still lies there", async () => {
  await (await atDevice()).write("worry", { "worry-1": "eksamen" });
  const drawer = await atServer();
  server.away = true;
  await expect(together(drawer)).rejects.toMatchObject({ code: "offline" });
  expect((await atDevice()).read("worry")).toEqual({ "worry-1": "eksamen" });
});

test("it lies under the words that hold now; without words, or when it was removed, it lies there no longer", async () => {
  await together(await atServer(), "c d");
  expect((await new Away(fakeCrypto(), store).openBy(["c", "d"])).read("safety")).toEqual({ signs: "A", helps: "B" });
  await expect(new Away(fakeCrypto(), store).openBy(["a", "b"])).rejects.toMatchObject({ code: "wrong-words" });
  await together(await atServer(), null);
  expect(store.kept.size).toBe(0);
  await together(await atServer());
  expect(store.kept.size).toBe(0);
});

test("two tabs without a network lose nothing of each other's", async () => {
  const [one, other] = [await atDevice(), await atDevice()];
  await one.write("worry", { "worry-1": "eksamen" });
  await other.write("steps", { goal: "ringe" });
  const again = await atDevice();
  expect([again.read("worry"), again.read("steps")]).toEqual([{ "worry-1": "eksamen" }, { goal: "ringe" }]);
});

test("the words open the copy that is theirs among several, and no other words do", async () => {
  await store.put("other", { ...store.kept.get("mine")!, publicKey: "other", sealedPrivate: "c d" });
  const crypto = fakeCrypto();
  const drawer = await new Away(crypto, store).openBy(["a", "b"]);
  expect(drawer.read("safety")).toEqual({ signs: "A", helps: "B" });
  expect(crypto.deriveFromWords).toHaveBeenCalledTimes(1); // a second each on a phone
  expect(crypto.remember).toHaveBeenCalledWith("young", { persistent: false });
  await expect(new Away(fakeCrypto(), store).openBy(["x", "y"])).rejects.toMatchObject({ code: "wrong-words" });
});

test("a tab that is loaded again opens its own copy without words, and a stranger's never", async () => {
  expect((await new Away(fakeCrypto("mine"), store).restore())?.read("safety")).toEqual({ signs: "A", helps: "B" });
  expect(await new Away(fakeCrypto("another"), store).restore()).toBeNull();
  expect(await new Away(fakeCrypto(), store).restore()).toBeNull();
});

test("a copy that was removed from another tab takes no more", async () => {
  const device = await atDevice();
  await removeHere("mine", store);
  await expect(device.write("worry", { "worry-1": "x" })).rejects.toMatchObject({ code: "no-key" });
  expect(store.kept.size).toBe(0);
});
