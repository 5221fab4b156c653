// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { ApiError } from "../api";
import { CryptoError } from "../crypto/client";
import { Drawer, type DrawerCalls, type DrawerLock, type SealedDrawer } from "./box";

/** A server of one drawer, which compares and swaps. */
class Server implements DrawerCalls {
  stored: SealedDrawer = { revision: 0, sealed: null };
  away = false;
  writes = 0;

  async drawer(): Promise<SealedDrawer> {
    if (this.away) throw new ApiError("offline", 0);
    return this.stored;
  }

  async keepDrawer({ revision, sealed }: { revision: number; sealed: string }) {
    if (this.away) throw new ApiError("offline", 0);
    if (revision !== this.stored.revision) throw new ApiError("changed", 409);
    this.writes += 1;
    this.stored = { revision: revision + 1, sealed };
    return { revision: revision + 1 };
  }
}

const lock: DrawerLock = {
  async sealDrawer({ revision, text }) {
    if (text.length > 500) throw new CryptoError("too-long");
    return btoa(JSON.stringify([revision, text]));
  },
  async openDrawer({ revision, sealed }) {
    const [bound, text] = JSON.parse(atob(sealed)) as [number, string];
    if (bound !== revision) throw new CryptoError("cannot-vouch");
    return text;
  },
};

let clock = 0;
const now = () => (clock += 1);
let server: Server;
const open = () => Drawer.open(lock, server, now);

beforeEach(() => {
  server = new Server();
  sessionStorage.clear();
});

test("what is put is there for the next who opens", async () => {
  const drawer = await open();
  await drawer.put("tools", "a", { name: "A" });
  await drawer.write("safety", { call: "mor" });
  const again = await open();
  expect(again.items("tools")).toEqual(new Map([["a", { name: "A" }]]));
  expect(again.read("safety")).toEqual({ call: "mor" });
  expect(again.read("worry")).toBeNull();
});

test("two tabs lose nothing of each other's, and the later of one entry wins", async () => {
  const [one, other] = [await open(), await open()];
  await one.put("notes", "a", "from one");
  await other.put("notes", "b", "from the other");
  await one.put("notes", "b", "later");
  const third = await open();
  expect(third.items("notes")).toEqual(new Map([["a", "from one"], ["b", "later"]]));
});

test("what one takes away does not come back from another tab", async () => {
  const one = await open();
  await one.put("tools", "a", "A");
  const other = await open();
  await one.put("tools", "a", null);
  await other.put("tools", "b", "B");
  expect((await open()).items("tools")).toEqual(new Map([["b", "B"]]));
});

test("offline it stands here, and goes with the next that works", async () => {
  const drawer = await open();
  server.away = true;
  await expect(drawer.put("tools", "a", "A")).rejects.toThrow("offline");
  expect(drawer.items("tools").size).toBe(1);
  server.away = false;
  await drawer.put("tools", "b", "B");
  expect([...(await open()).items("tools").keys()].sort()).toEqual(["a", "b"]);
});

test("what does not fit is not put, and the rest stays as it was", async () => {
  const drawer = await open();
  await drawer.put("notes", "a", "kort");
  await expect(drawer.put("notes", "a", "x".repeat(600))).rejects.toThrow("too-long");
  expect(drawer.items("notes").get("a")).toBe("kort");
  await drawer.put("notes", "b", "mere");
  expect((await open()).items("notes").size).toBe(2);
});

test("an older drawer than was seen is refused", async () => {
  const drawer = await open();
  await drawer.put("tools", "a", "A");
  const old = server.stored;
  await drawer.put("tools", "a", null);
  server.stored = old;
  await expect(drawer.refresh()).rejects.toThrow("cannot-vouch");
  server.stored = { ...old, revision: 9 };
  await expect(drawer.refresh()).rejects.toThrow("cannot-vouch");
  expect(drawer.items("tools").size).toBe(0);
});

test("a text that is none is not vouched for", async () => {
  server.stored = { revision: 1, sealed: await lock.sealDrawer({ revision: 1, text: "{" }) };
  await expect(open()).rejects.toThrow("cannot-vouch");
});

test("many at once are written one after the other", async () => {
  const drawer = await open();
  await Promise.all(["a", "b", "c"].map((id) => drawer.put("tools", id, id)));
  expect(server.writes).toBe(3);
  expect((await open()).items("tools").size).toBe(3);
});

test("the tab knows when the first reminder is due, and no more", async () => {
  const drawer = await open();
  await drawer.put("reminders", "a", { due: 2000 });
  await drawer.put("reminders", "b", { due: 1000 });
  expect(sessionStorage.getItem("naere.due")).toBe("1000");
  expect(sessionStorage.length).toBe(1);
  await drawer.put("reminders", "a", null);
  await drawer.put("reminders", "b", null);
  expect(sessionStorage.length).toBe(0);
});
