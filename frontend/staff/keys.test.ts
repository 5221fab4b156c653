import { describe, expect, it, vi } from "vitest";
import { CryptoError } from "../crypto/client";
import type { StaffMe } from "../wire";
import { Keys } from "./keys";

const who = {
  tenant: "tenant",
  membership: { id: "member", alias: "Kim", roles: [], wantsSound: true, wantsTitle: true },
  identity: { id: "me", publicKey: "pk", sealedPrivate: "sealed" },
};

function flags(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage;
}

function desk() {
  const crypto = {
    createIdentity: vi.fn(async () => ({ publicKey: "new" })),
    createWords: vi.fn(async () => ["a", "b", "c", "d", "e", "f"]),
    deriveFromWords: vi.fn(async () => ({ lookup: "l", auth: "a" })),
    forget: vi.fn(async () => undefined),
    remember: vi.fn(async () => undefined),
    restore: vi.fn(async (): Promise<{ publicKey: string } | null> => null),
    sealWithWords: vi.fn(async () => ({ lookup: "l", auth: "a", sealedPrivate: "s" })),
    unsealIdentity: vi.fn(async () => ({ publicKey: "pk" })),
    wipe: vi.fn(async () => undefined),
  };
  const api = { identity: vi.fn(async () => ({ ...who }) as unknown as StaffMe) };
  return { crypto, api, keys: new Keys(crypto, api, flags()) };
}

describe("restore", () => {
  it("knows who has never made keys", async () => {
    expect(await desk().keys.restore({ ...who, identity: null })).toBe("none");
  });

  it("opens what the device remembers", async () => {
    const { keys, crypto } = desk();
    crypto.restore.mockResolvedValue({ publicKey: "pk" });
    expect(await keys.restore(who)).toBe("open");
    expect(crypto.restore).toHaveBeenCalledWith("member");
  });

  it("forgets a key that another device has replaced", async () => {
    const { keys, crypto } = desk();
    crypto.restore.mockResolvedValue({ publicKey: "old" });
    expect(await keys.restore(who)).toBe("locked");
    expect(crypto.forget).toHaveBeenCalledWith("member");
    expect(crypto.wipe).toHaveBeenCalled();
  });
});

describe("finish", () => {
  it("hands in the new identity, sealed, and never the words", async () => {
    const { keys, api } = desk();
    const words = await keys.begin();
    await keys.finish(who, words, false);
    expect(api.identity).toHaveBeenCalledWith({ publicKey: "new", lookup: "l", auth: "a", sealedPrivate: "s" });
  });

  it("remembers nothing when the server said no", async () => {
    const { keys, api, crypto } = desk();
    api.identity.mockRejectedValue(new Error("no"));
    await expect(keys.finish(who, await keys.begin(), true)).rejects.toThrow("no");
    expect(crypto.remember).not.toHaveBeenCalled();
    expect(keys.isRemembered(who)).toBe(false);
  });
});

describe("unlock", () => {
  it("remembers the device only when asked to, else the tab", async () => {
    const { keys, crypto } = desk();
    await keys.unlock(who, "a b c d e f", false);
    expect(crypto.remember).toHaveBeenLastCalledWith("member", { persistent: false });
    expect(keys.isRemembered(who)).toBe(false);
    await keys.unlock(who, "a b c d e f", true);
    expect(keys.isRemembered(who)).toBe(true);
  });

  it("passes wrong words on, and remembers nothing", async () => {
    const { keys, crypto } = desk();
    crypto.unsealIdentity.mockRejectedValue(new CryptoError("wrong-words"));
    await expect(keys.unlock(who, "a b c d e f", true)).rejects.toMatchObject({ code: "wrong-words" });
    expect(crypto.remember).not.toHaveBeenCalled();
  });

  it("works without remembering where the browser cannot keep a key", async () => {
    const { keys, crypto } = desk();
    crypto.remember.mockRejectedValue(new CryptoError("not-kept"));
    await keys.unlock(who, "a b c d e f", true);
    expect(keys.isRemembered(who)).toBe(false);
  });
});

describe("forget", () => {
  it("goes on in this tab, or wipes at once", async () => {
    const { keys, crypto } = desk();
    await keys.remember(who, true);
    await keys.forget(who, "go-on");
    expect(keys.isRemembered(who)).toBe(false);
    expect(crypto.remember).toHaveBeenLastCalledWith("member", { persistent: false });
    expect(crypto.wipe).not.toHaveBeenCalled();
    await keys.forget(who, "wipe");
    expect(crypto.wipe).toHaveBeenCalledTimes(1);
  });
});
