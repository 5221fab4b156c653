// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ConversationSession } from "./session";
import { FakeCrypto } from "./testing/crypto";
import { FakeServer, FakeSocket, TEAM } from "./testing/server";
import type { Party } from "../wire";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] }));
afterEach(() => vi.useRealTimers());

/** Let everything that is under way happen, and `ms` pass. */
async function pass(ms = 0): Promise<void> {
  for (let i = 0; i < 60; i += 1) await Promise.resolve();
  await vi.advanceTimersByTimeAsync(ms);
  for (let i = 0; i < 60; i += 1) await Promise.resolve();
}

function client(server: FakeServer, party: Party, name: string, crypto = new FakeCrypto(`${name}-key`)) {
  const session = new ConversationSession(
    {
      ...{ crypto, api: server.api(name), tenant: "t", party, moment: 1000 },
      me: { id: name, publicKey: `${name}-key` },
      makeSocket: () => new FakeSocket(server, name) as unknown as WebSocket,
    },
    "c",
  );
  return { session, crypto, name };
}

async function queuedByYoung() {
  const server = new FakeServer();
  server.join("young", "ung", "ung-key");
  const young = client(server, "young", "ung");
  const recipients = server.required().map(({ id, publicKey }) => ({ id, publicKey }));
  const { commit, shares } = await young.crypto.createEpoch({ tenant: "t", conversation: "c", epoch: 0, recipients });
  server.addEpoch("ung", { number: 0, commit, link: null, shares });
  await young.session.open();
  await pass();
  return { server, young };
}

async function talking() {
  const { server, young } = await queuedByYoung();
  const peer = client(server, "peer", "peer");
  peer.crypto.teams.add(TEAM.publicKey);
  server.accept("peer", "peer-key");
  await peer.session.open();
  await pass();
  return { server, young, peer };
}

const texts = (one: { session: ConversationSession }) =>
  one.session.messages.map((message) => message.body?.text ?? null);
const statuses = (one: { session: ConversationSession }) =>
  one.session.messages.map((message) => message.status);
const problems = (one: { session: ConversationSession }) =>
  one.session.messages.map((message) => message.problem ?? "");

describe("from the first words to a peer", () => {
  test("the first letter is readable for the peer who accepts, under a key of the two alone after that", async () => {
    const { server, young } = await queuedByYoung();
    young.session.send("Hej, er her nogen?");
    await pass();
    const peer = client(server, "peer", "peer");
    peer.crypto.teams.add(TEAM.publicKey);
    server.accept("peer", "peer-key");
    await peer.session.open();
    await pass();
    expect(texts(peer)).toEqual(["Hej, er her nogen?"]);
    expect(server.epochs.map((epoch) => epoch.recipients)).toEqual([
      ["team-key", "ung-key"],
      ["peer-key", "ung-key"],
    ]);
    expect(server.asked.filter((what) => what.includes("epoch"))).toEqual(["peer epoch 1"]);
    expect(server.shares.some((share) => share.recipient === TEAM.id)).toBe(false);
    expect(server.shares.filter((one) => one.recipient === "peer").map((one) => one.number)).toEqual([1, 0]);
    young.session.send("Godt");
    await pass();
    expect(texts(peer)).toEqual(["Hej, er her nogen?", "Godt"]);
    expect(server.messages.map((one) => one.e)).toEqual([0, 1]);
  });

  test("after a reload the peer reads by its own share, without the team's key", async () => {
    const { server, young, peer } = await talking();
    young.session.send("a");
    await pass();
    peer.session.close();
    const again = client(server, "peer", "peer");
    await again.session.open();
    await pass();
    expect(texts(again)).toEqual(["a"]);
    expect(again.session.canRead).toBe(true);
  });

  test("sent, stored, seen", async () => {
    const { young, peer } = await talking();
    young.session.send("a");
    expect(statuses(young)).toEqual(["sending"]);
    await pass();
    expect(statuses(young)).toEqual(["stored"]);
    peer.session.saw(1);
    await pass();
    expect(statuses(young)).toEqual(["seen"]);
  });

  test("a live message is told, an old one is not", async () => {
    const { server, young, peer } = await talking();
    young.session.send("gammel");
    await pass();
    peer.session.close();
    const again = client(server, "peer", "peer");
    const told = vi.fn();
    again.session.addEventListener("message", (event) =>
      told((event as CustomEvent<{ body: { text: string } }>).detail.body.text),
    );
    await again.session.open();
    await pass();
    young.session.send("ny");
    await pass();
    expect(told.mock.calls).toEqual([["ny"]]);
  });
});

describe("a bad line", () => {
  test("an acknowledgement that is lost: the message stands once on both sides", async () => {
    const { server, young, peer } = await talking();
    server.passes = (frame) => frame.t !== "ack";
    young.session.send("a");
    await pass();
    expect(statuses(young)).toEqual(["sending"]);
    server.passes = () => true;
    await pass(9_000);
    expect(statuses(young)).toEqual(["stored"]);
    expect(texts(peer)).toEqual(["a"]);
    expect(server.messages).toHaveLength(1);
  });

  test("what is written offline goes out on return, in order, and what was missed is caught up", async () => {
    const { server, young, peer } = await talking();
    for (const socket of [...server.person("ung").sockets]) socket.drop();
    expect(young.session.connection).toBe("offline");
    young.session.send("1");
    young.session.send("2");
    peer.session.send("hallo?");
    await pass();
    expect(texts(peer)).toEqual(["hallo?"]);
    await pass(2_000);
    expect(young.session.connection).toBe("online");
    expect(texts(young)).toEqual(["hallo?", "1", "2"]);
    expect(texts(peer)).toEqual(["hallo?", "1", "2"]);
    expect(problems(peer)).toEqual(["", "", ""]);
  });

  test("a tool that is handed over offline goes out on return, after what was said before it", async () => {
    const { server, young, peer } = await talking();
    const tool = { id: "3d5a8f6e-0c1b-4d2e-9f3a-4b5c6d7e8f90", slug: "sov", name: "Sov", line: "Til natten" };
    for (const socket of [...server.person("peer").sockets]) socket.drop();
    peer.session.send("Prøv det her");
    peer.session.sendTool({ ...tool, url: "https://evil.example/" } as typeof tool);
    await pass(2_000);
    expect(statuses(peer)).toEqual(["stored", "stored"]);
    const [said, handed] = young.session.messages.map((message) => message.body);
    expect(said).toMatchObject({ kind: "text", text: "Prøv det her" });
    expect(handed).toEqual({ kind: "tool", tool, at: handed?.at });
  });

  test("a server that answers nothing by HTTP at first is asked again", async () => {
    const server = new FakeServer();
    server.join("young", "ung", "ung-key");
    server.away = true;
    const young = client(server, "young", "ung");
    await young.session.open();
    expect(young.session.conversation).toBeNull();
    server.away = false;
    await pass(2_000);
    expect(young.session.conversation?.id).toBe("c");
  });

  test("signed out mid-sentence: said, nothing lost, and it goes on after signing in", async () => {
    const { server, young, peer } = await talking();
    const told = vi.fn();
    young.session.addEventListener("signed-out", told);
    young.session.draft = "midt i en s";
    server.signedOut = true;
    for (const socket of [...server.person("ung").sockets]) socket.drop(4401);
    young.session.send("venter");
    await pass();
    expect(told).toHaveBeenCalledTimes(1);
    expect(young.session.draft).toBe("midt i en s");
    server.signedOut = false;
    await young.session.open();
    await pass();
    expect(texts(peer)).toEqual(["venter"]);
    expect(young.session.ended).toBe("");
  });
});

describe("keys that change", () => {
  test("a message under the old key is sealed anew with the same id and without a gap", async () => {
    const { server, young, peer } = await talking();
    young.session.send("1");
    await pass();
    server.passes = (frame, to) => !(frame.t === "changed" && to === "ung");
    const recipients = server.required().map(({ id, publicKey }) => ({ id, publicKey }));
    const made = await peer.crypto.createEpoch({ tenant: "t", conversation: "c", epoch: 2, recipients });
    server.addEpoch("peer", { number: 2, commit: made.commit, link: made.link, shares: made.shares });
    server.passes = () => true;
    const id = young.session.send("2");
    await pass();
    expect(server.messages.map((one) => [one.id === id, one.e, one.n])).toEqual([[false, 1, 1], [true, 2, 2]]);
    expect(texts(peer)).toEqual(["1", "2"]);
    expect(problems(peer)).toEqual(["", ""]);
  });

  test("two tabs of one person: the counter of the second is corrected, nothing is lost", async () => {
    const { server, young, peer } = await talking();
    const tab = client(server, "young", "ung", young.crypto);
    await tab.session.open();
    await pass();
    server.passes = (frame) => frame.t !== "msg"; // they do not hear of each other
    young.session.send("fra den første");
    await pass();
    tab.session.send("fra den anden");
    await pass();
    server.passes = () => true;
    expect(server.messages.map((one) => one.n)).toEqual([1, 2]);
    for (const socket of [...server.person("peer").sockets]) socket.drop();
    await pass(2_000);
    expect(texts(peer)).toEqual(["fra den første", "fra den anden"]);
    expect(problems(peer)).toEqual(["", ""]);
  });

  test("when the peer leaves, the young person's client makes a key without them and asks about the old", async () => {
    const { server, young, peer } = await talking();
    young.session.send("til dig");
    await pass();
    const asked = vi.fn();
    young.session.addEventListener("share-older?", asked);
    const gone = vi.fn();
    peer.session.addEventListener("gone", gone);
    server.leave("peer");
    await pass();
    expect(gone).toHaveBeenCalledTimes(1);
    expect(server.epochs[2]!.recipients).toEqual(["team-key", "ung-key"]);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(server.shares.some((one) => one.recipient === TEAM.id && one.number < 2)).toBe(false);

    const next = client(server, "peer", "ny");
    next.crypto.teams.add(TEAM.publicKey);
    server.accept("ny", "ny-key");
    await next.session.open();
    await pass();
    expect([texts(next), problems(next)]).toEqual([[null], ["not-shared"]]);
    await young.session.shareOlder(true);
    await pass();
    expect([texts(next), problems(next)]).toEqual([["til dig"], [""]]);
  });

  test("saying no to sharing the old shares nothing", async () => {
    const { server, young } = await talking();
    young.session.send("kun til dig");
    await pass();
    server.leave("peer");
    await pass();
    await young.session.shareOlder(false);
    expect(young.session.asksToShareOlder).toBe(false);
    expect(server.asked).not.toContain("ung shares");
  });

  test("the caller's client lets the professional in, with the newest key and no older one", async () => {
    const { server, young, peer } = await talking();
    young.session.send("hjælp");
    await pass();
    server.join("professional", "fag", "fag-key");
    server.call = { state: "answered", callerParty: "young", callerIdentity: "ung", answeredBy: "fag" };
    server.due = "joined";
    const professional = client(server, "professional", "fag");
    await professional.session.open();
    expect(professional.session.canRead).toBe(false);
    server.changed("joined");
    await pass();
    expect(server.asked.filter((what) => what.endsWith("epoch 2"))).toEqual(["ung epoch 2"]);
    expect(professional.session.readable).toEqual([1, 2]);
    expect(texts(professional)).toEqual(["hjælp"]);
    professional.session.send("Jeg er her");
    await pass();
    expect([texts(young).at(-1), texts(peer).at(-1)]).toEqual(["Jeg er her", "Jeg er her"]);
  });

  test("an aged key is renewed by the young person, or by the peer when they are away", async () => {
    const { server, young, peer } = await talking();
    server.due = "aged";
    server.changed("epoch");
    await pass();
    expect(server.epochs).toHaveLength(3);
    young.session.close();
    server.due = "aged";
    server.changed("epoch");
    await pass(500);
    expect(server.epochs).toHaveLength(3);
    await pass(1_000);
    expect(server.epochs).toHaveLength(4);
    expect(peer.session.canRead).toBe(true);
  });

  test("two who make the same epoch: the second takes the first's, and both go on", async () => {
    const { server, young, peer } = await talking();
    server.due = "reported";
    await Promise.all([young.session.refresh(), peer.session.refresh()]);
    await pass(2_000);
    expect(server.epochs).toHaveLength(3);
    young.session.send("a");
    peer.session.send("b");
    await pass();
    expect(texts(young).sort()).toEqual(["a", "b"]);
    expect(problems(young)).toEqual(["", ""]);
  });
});

describe("what does not hold is said", () => {
  test("a broken share: the client cannot vouch, and writes nothing under it", async () => {
    const { server, young, peer } = await talking();
    young.session.close();
    peer.session.send("a");
    await pass();
    const at = server.shares.findIndex((one) => one.recipient === "ung" && one.number === 1);
    server.shares[at] = { ...server.shares[at]!, box: server.shares.find((one) => one.recipient === "peer")!.box };
    const again = client(server, "young", "ung");
    await again.session.open();
    await pass();
    expect([again.session.canRead, again.session.brokenKey]).toEqual([false, true]);
    expect([texts(again), problems(again)]).toEqual([[null], ["cannot-vouch"]]);
    again.session.send("b");
    await pass();
    expect(server.messages).toHaveLength(1);
    expect(statuses(again)).toEqual(["stored", "sending"]);
  });

  test("the young person refuses a key that the server slipped in while withholding the one before", async () => {
    const { server, young } = await talking();
    young.session.close();
    server.shares = server.shares.filter((one) => !(one.recipient === "ung" && one.number === 0));
    const again = client(server, "young", "ung");
    await again.session.open();
    await pass();
    expect([again.session.canRead, again.session.brokenKey]).toEqual([false, true]);
  });

  test("a changed message cannot be vouched for, and one that is withheld leaves a gap", async () => {
    const { server, young, peer } = await talking();
    server.passes = (frame, to) => !(frame.t === "msg" && to === "peer");
    for (const text of ["1", "2", "3"]) {
      young.session.send(text);
      await pass();
    }
    const [first, , third] = server.messages;
    server.messages.splice(0, 3, { ...first!, c: third!.c }, { ...third!, seq: 2 });
    server.passes = () => true;
    for (const socket of [...server.person("peer").sockets]) socket.drop();
    await pass(2_000);
    expect(texts(peer)).toEqual([null, "3"]);
    expect(problems(peer)).toEqual(["cannot-vouch", "gap"]);
  });

  test("a message that the server keeps back for good is said to be missing, and hides nothing later", async () => {
    const { server, young, peer } = await talking();
    server.passes = (frame, to) => !(frame.t === "msg" && to === "peer" && frame.seq === 2);
    for (const text of ["1", "2", "3"]) {
      young.session.send(text);
      await pass();
    }
    expect(problems(peer)).toEqual(["", ""]);
    await pass(16_000);
    expect([texts(peer), problems(peer)]).toEqual([["1", "3"], ["", "gap"]]);
  });

  test("an older epoch is not gone back to: nothing is written under it", async () => {
    const { server, young } = await talking();
    const newest = server.epochs.pop()!;
    await young.session.refresh();
    young.session.send("hemmeligt");
    await pass();
    expect([young.session.brokenKey, young.session.canRead, server.messages.length]).toEqual([true, false, 0]);
    server.epochs.push(newest);
    await young.session.refresh();
    await pass();
    expect([young.session.brokenKey, server.messages.length]).toEqual([false, 1]);
  });

  test("too long for a message: it fails and can be seen, the next one goes", async () => {
    const { server, young } = await talking();
    young.session.send("x".repeat(9_000));
    young.session.send("kort");
    await pass();
    expect(statuses(young)).toEqual(["stored", "failed"]);
    expect(server.messages).toHaveLength(1);
  });

  test("writing into a conversation that has ended fails", async () => {
    const { young, peer } = await talking();
    await peer.session.end();
    await pass();
    young.session.send("for sent");
    await pass();
    expect(statuses(young)).toEqual(["failed"]);
  });
});

test("wipe forgets every word at once", async () => {
  const { young, peer } = await talking();
  peer.session.send("hemmeligt");
  await pass();
  young.session.draft = "udkast";
  young.session.wipe();
  expect([texts(young), young.session.draft, young.session.conversation]).toEqual([[], "", null]);
  peer.session.send("mere");
  await pass(5_000);
  expect(texts(young)).toEqual([]);
});

test.each(Array.from({ length: 12 }, (_, seed) => seed + 1))(
  "random lines and keys %i: both see every message once, in one order, with nothing marked",
  async (seed) => {
    let state = seed * 2654435761;
    const next = (below: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const { server, young, peer } = await talking();
    const written: string[] = [];
    for (let step = 0; step < 60; step += 1) {
      const [who, name] = next(2) ? [young, "ung"] : [peer, "peer"];
      const what = next(10);
      if (what < 6) {
        written.push(`${step}`);
        who.session.send(`${step}`);
      } else if (what < 8) {
        for (const socket of [...server.person(name).sockets]) socket.drop();
      } else if (what === 8) {
        server.passes = (frame) => !["ack", "msg", "changed"].includes(frame.t) || next(4) > 0;
      } else {
        server.due = "aged";
        server.changed("epoch");
      }
      await pass(next(3) * 700);
      server.passes = () => true;
    }
    // Lost frames are caught up on the next welcome, as over a line that broke.
    for (const name of ["ung", "peer"]) for (const socket of [...server.person(name).sockets]) socket.drop();
    await pass(120_000);
    const order = server.messages.map((one) => one.id);
    expect(texts(young).sort()).toEqual([...written].sort());
    expect(young.session.messages.map((one) => one.id)).toEqual(order);
    expect(peer.session.messages.map((one) => one.id)).toEqual(order);
    expect(problems(young).concat(problems(peer)).filter(Boolean)).toEqual([]);
    expect(texts(peer)).toEqual(texts(young));
  },
);
