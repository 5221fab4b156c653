/** The proxy against the real verbs, through a channel that clones like a worker does. */
import { MessageChannel } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { CryptoClient, type NewEpoch, type Recipient } from "./client";
import { KeyRing } from "./keyring";
import { Vault, type Kept, type KeyStore } from "./vault";
import { makeAnswerer, makeVerbs, type Question } from "./verbs";

const TENANT = "5b0f6d1e-8a51-4a58-9c39-2f4a3e0b7d11";
const TALK = "0d7c1a52-3e5b-4f0e-8d7a-5a0f9c1b2e34";
const HEADER = { tenant: TENANT, conversation: TALK, epoch: 0, id: TENANT, sender: TALK, n: 1 };
const BODY = { kind: "text", text: "hej", at: 1 };

class MemoryStore implements KeyStore {
  readonly kept = new Map<string, Kept>();
  get = async (name: string) => this.kept.get(name);
  put = async (name: string, kept: Kept) => void this.kept.set(name, kept);
  remove = async (name: string) => void this.kept.delete(name);
  names = async () => [...this.kept.keys()];
}

class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();
  get length() {
    return this.#items.size;
  }
  key = (at: number) => [...this.#items.keys()][at] ?? null;
  getItem = (name: string) => this.#items.get(name) ?? null;
  setItem = (name: string, value: string) => void this.#items.set(name, value);
  removeItem = (name: string) => void this.#items.delete(name);
  clear = () => this.#items.clear();
}

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** A worker as the client sees it; what crosses is recorded. */
function fakeWorker(store: KeyStore, crossed: unknown[]) {
  const { port1, port2 } = new MessageChannel();
  const answer = makeAnswerer(makeVerbs(new KeyRing(), new Vault(store)));
  port2.on("message", (question: Question) => {
    void answer(question).then((reply) => {
      crossed.push(reply);
      port2.postMessage(reply);
    });
  });
  const failed: ((event: Event) => void)[] = [];
  const terminate = () => port1.close();
  ends.push(terminate);
  const worker = {
    postMessage: (question: Question) => port1.postMessage(question),
    terminate,
    addEventListener(kind: string, listener: (event: never) => void) {
      if (kind === "message") port1.on("message", (data) => listener({ data } as never));
      if (kind === "error") failed.push(listener as (event: Event) => void);
    },
  };
  return { worker: worker as unknown as Worker, fail: () => failed.forEach((f) => f(new Event("error"))) };
}

function device(store = new MemoryStore(), storage = new MemoryStorage()) {
  const crossed: unknown[] = [];
  const { worker, fail } = fakeWorker(store, crossed);
  return { client: new CryptoClient(worker, storage), store, storage, crossed, fail };
}

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "accepted",
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );

function shareOf(epoch: NewEpoch, id: string, creatorPublicKey: string, recipientPublicKey: string) {
  const box = epoch.shares.find((share) => share.recipient === id)!.box;
  return { box, creatorPublicKey, recipientPublicKey };
}

describe("words", () => {
  it("bring back the same identity on another device, however they are typed", async () => {
    const [one, two] = [device().client, device().client];
    const { publicKey } = await one.createIdentity();
    const words = await one.createWords();
    expect(words).toHaveLength(6);
    const sealed = await one.sealWithWords(words, TENANT);
    const { lookup, auth } = await two.deriveFromWords(`  ${words.join("  ").toUpperCase()}`, TENANT);
    expect([lookup, auth]).toEqual([sealed.lookup, sealed.auth]);
    expect(await two.unsealIdentity({ ...sealed, publicKey })).toEqual({ publicKey });
    await two.deriveFromWords([...words].reverse(), TENANT);
    expect(await code(two.unsealIdentity({ ...sealed, publicKey }))).toBe("wrong-words");
    expect(await code(two.deriveFromWords("hej med dig", TENANT))).toBe("unknown-word");
    expect(await two.wordCompletions(words[0]!.slice(0, 3))).toContain(words[0]);
  });
});

describe("a conversation", () => {
  async function begun() {
    const [young, peer, leader] = [device(), device(), device()];
    const keys = {
      young: (await young.client.createIdentity()).publicKey,
      peer: (await peer.client.createIdentity()).publicKey,
      leader: (await leader.client.createIdentity()).publicKey,
    };
    const team = await leader.client.createTeamKey();
    const box = await leader.client.shareTeamKey(team.publicKey, keys.peer);
    await peer.client.openTeamKey({ teamPublicKey: team.publicKey, box, creatorPublicKey: keys.leader });
    const first: Recipient[] = [
      { id: "young", publicKey: keys.young },
      { id: "team", publicKey: team.publicKey },
    ];
    const talk = { tenant: TENANT, conversation: TALK };
    const zero = await young.client.createEpoch({ ...talk, epoch: 0, recipients: first });
    const share = shareOf(zero, "team", keys.young, team.publicKey);
    await peer.client.openEpoch({ ...talk, ...zero, recipients: [], share, mayStart: true });
    const readers: Recipient[] = [
      { id: "young", publicKey: keys.young },
      { id: "peer", publicKey: keys.peer },
    ];
    const one = await peer.client.createEpoch({ ...talk, epoch: 1, recipients: readers });
    const recipients = readers.map((reader) => reader.publicKey);
    const share1 = shareOf(one, "young", keys.peer, keys.young);
    const given = { ...talk, ...one, recipients, share: share1, mayStart: false };
    return { young, peer, keys, given };
  }

  it("goes from the first letter over accept to the next epoch", async () => {
    const { young, peer, given } = await begun();
    const letter = await young.client.encrypt({ ...HEADER, body: BODY });
    expect(await peer.client.decrypt({ ...HEADER, ciphertext: letter })).toEqual(BODY);
    expect(await young.client.openEpoch(given)).toEqual({ linked: true });
    const ciphertext = await young.client.encrypt({ ...HEADER, epoch: 1, body: BODY });
    expect(await peer.client.decrypt({ ...HEADER, epoch: 1, ciphertext })).toEqual(BODY);
    expect(await code(peer.client.decrypt({ ...HEADER, epoch: 1, n: 2, ciphertext }))).toBe("cannot-vouch");
    expect(await young.client.hasEpoch(TALK, 1)).toBe(true);
  });

  it("refuses an epoch that no participant vouches for", async () => {
    const { young, keys, given } = await begun();
    const server = device().client;
    const creatorPublicKey = (await server.createIdentity()).publicKey;
    const talk = { tenant: TENANT, conversation: TALK };
    const recipients = [
      { id: "young", publicKey: keys.young },
      { id: "server", publicKey: creatorPublicKey },
    ];
    await server.createEpoch({ ...talk, epoch: 0, recipients });
    const fake = await server.createEpoch({ ...talk, epoch: 1, recipients });
    const share = shareOf(fake, "young", creatorPublicKey, keys.young);
    const open = (change: object) => code(young.client.openEpoch({ ...given, ...change }));
    expect(await open({ link: null })).toBe("bad-link");
    expect(await open({ recipients: [keys.young] })).toBe("bad-link");
    expect(await open({ commit: fake.commit, link: fake.link, share })).toBe("bad-link");
    expect(await open({ share })).toBe("bad-commitment");
    expect(await open({ share: { ...share, box: "***" } })).toBe("bad-share");
    expect(await open({ share: { ...share, recipientPublicKey: keys.peer } })).toBe("no-key");
    expect(await young.client.hasEpoch(TALK, 1)).toBe(false);
    expect(await open({})).toBe("accepted");
  });

  it("is read by a newcomer only after a participant's share", async () => {
    const { peer, keys, given } = await begun();
    const helper = device().client;
    const recipientPublicKey = (await helper.createIdentity()).publicKey;
    const box = await peer.client.reshare({ conversation: TALK, epoch: 1, recipientPublicKey });
    expect(await code(helper.decrypt({ ...HEADER, epoch: 1, ciphertext: "" }))).toBe("no-epoch");
    const share = { box, creatorPublicKey: keys.peer, recipientPublicKey };
    expect(await code(helper.openEpoch({ ...given, share }))).toBe("bad-link");
    expect(await helper.hasEpoch(TALK, 1)).toBe(false);
    expect(await helper.openEpoch({ ...given, share, mayStart: true })).toEqual({ linked: false });
    const ciphertext = await peer.client.encrypt({ ...HEADER, epoch: 1, body: BODY });
    expect(await helper.decrypt({ ...HEADER, epoch: 1, ciphertext })).toEqual(BODY);
  });

  it("ends for a wiped client until it has a new identity", async () => {
    const { young, keys, given } = await begun();
    await young.client.wipe();
    expect(await code(young.client.encrypt({ ...HEADER, body: BODY }))).toBe("no-identity");
    expect(await code(young.client.openEpoch(given))).toBe("no-identity");
    expect(await code(young.client.createTeamKey())).toBe("no-identity");
    expect(await code(young.client.remember("young", { persistent: false }))).toBe("no-identity");
    expect((await young.client.createIdentity()).publicKey).not.toBe(keys.young);
    expect(await young.client.hasEpoch(TALK, 0)).toBe(false);
  });
});

describe("what a device remembers", () => {
  it("survives a reload of the tab, and neither half alone opens it", async () => {
    const before = device();
    const { publicKey } = await before.client.createIdentity();
    await before.client.remember("young", { persistent: false });
    const reloaded = device(before.store, before.storage);
    expect(await reloaded.client.restore("young")).toEqual({ publicKey });
    expect(await device(before.store).client.restore("young")).toBeNull();
    expect(await device(new MemoryStore(), before.storage).client.restore("young")).toBeNull();
    const [kept] = before.store.kept.values();
    expect([kept?.sealed, kept?.key.extractable]).toEqual([null, false]);
  });

  it("stays in two tabs at once", async () => {
    const one = device();
    const two = device(one.store);
    const [first, second] = [await one.client.createIdentity(), await two.client.createIdentity()];
    await one.client.remember("young", { persistent: false });
    await two.client.remember("young", { persistent: false });
    expect(await device(one.store, one.storage).client.restore("young")).toEqual(first);
    expect(await device(one.store, two.storage).client.restore("young")).toEqual(second);
  });

  it("stays on a staff device until it is forgotten", async () => {
    const before = device();
    const { publicKey } = await before.client.createIdentity();
    await before.client.remember("staff", { persistent: true });
    expect(before.storage.length).toBe(0);
    const later = device(before.store);
    expect(await later.client.restore("staff")).toEqual({ publicKey });
    expect(await later.client.restore("other")).toBeNull();
    await later.client.forget("staff");
    expect(await later.client.restore("staff")).toBeNull();
    expect(before.store.kept.size).toBe(0);
  });

  it("is gone after forget, both halves, and other things in the tab's storage stay", async () => {
    const { client, store, storage } = device();
    await client.createIdentity();
    await client.remember("young", { persistent: false });
    await client.remember("staff", { persistent: true });
    storage.setItem("other", "1");
    await client.forget("young");
    expect([...store.kept.keys()]).toEqual(["device/staff"]);
    await client.remember("young", { persistent: false });
    await client.forget();
    expect([store.kept.size, storage.length, storage.getItem("other")]).toEqual([0, 1, "1"]);
  });

  it("drops the keys of tabs that closed a month ago", async () => {
    const { client, store } = device();
    await client.createIdentity();
    await client.remember("young", { persistent: false });
    await client.remember("staff", { persistent: true });
    for (const [name, kept] of store.kept) store.kept.set(name, { ...kept, at: 0 });
    await client.remember("young", { persistent: false });
    expect(store.kept.size).toBe(2);
  });

  it("says so when the device cannot keep anything", async () => {
    const store = new MemoryStore();
    store.put = async () => Promise.reject(new Error("private window"));
    const { client } = device(store);
    await client.createIdentity();
    expect(await code(client.remember("young", { persistent: false }))).toBe("not-kept");
    expect(await client.restore("young")).toBeNull();
  });
});

describe("the worker", () => {
  it("lets no private key across", async () => {
    const { client, crossed, storage } = device();
    const secrets: string[] = [];
    const become = KeyRing.prototype.become;
    KeyRing.prototype.become = function (secret) {
      secrets.push(Buffer.from(secret).toString("base64"));
      return become.call(this, secret);
    };
    await client.createIdentity();
    KeyRing.prototype.become = become;
    await client.remember("young", { persistent: false });
    await client.sealWithWords(await client.createWords(), TENANT);
    await client.createTeamKey();
    const seen = JSON.stringify([crossed, storage.getItem("naere.slot.young")]);
    expect(secrets).toHaveLength(1);
    expect(seen).toContain("publicKey");
    expect(seen).not.toContain(secrets[0]);
  });

  it("answers what is not understood with a code", async () => {
    const { client } = device();
    await client.createIdentity();
    expect(await code(client.openTeamKey(undefined as never))).toBe("bad-input");
    expect(await code(client.encrypt({ ...HEADER, id: "1", body: BODY }))).toBe("no-epoch");
  });

  it("ends everything that waits when it fails or is stopped", async () => {
    const broken = device();
    const waiting = code(broken.client.createIdentity());
    broken.fail();
    expect(await waiting).toBe("unsupported");
    expect(await code(broken.client.createWords())).toBe("unsupported");
    const left = device();
    const busy = code(left.client.createIdentity());
    left.client.stop();
    expect(await busy).toBe("stopped");
    expect(await code(left.client.wipe())).toBe("stopped");
  });
});
