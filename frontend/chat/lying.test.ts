// @vitest-environment happy-dom
/** What a lying server tries, against the real keys: nothing is believed that nobody vouches for. */
import { beforeAll, describe, expect, test, vi } from "vitest";
import { KeyRing, type NewEpoch } from "../crypto/keyring";
import { ready } from "../crypto/primitives";
import type { Conversation, Participant, Party, WireEpoch, WireRecipient } from "../wire";
import { chat } from "../i18n/chat";
import { type Crypto, EpochKeeper } from "./epochs";
import { readersOf } from "./names";

beforeAll(ready);

const TENANT = "5b0f6d1e-8a51-4a58-9c39-2f4a3e0b7d11";
const TALK = "0d7c1a52-3e5b-4f0e-8d7a-5a0f9c1b2e34";
const TEXTS = chat.en;

class Somebody {
  readonly ring = new KeyRing();
  readonly publicKey = this.ring.createIdentity().publicKey;

  constructor(
    readonly id: string,
    readonly party: Party,
  ) {}

  get recipient(): WireRecipient {
    return { id: this.id, publicKey: this.publicKey, party: this.party };
  }

  get participant(): Participant {
    const { id: identity, publicKey, party } = this;
    return { identity, publicKey, party, name: identity, isProgram: false, joinedAt: "", leftAt: null, seenSeq: 0 };
  }

  make(epoch: number, ...others: { id: string; publicKey: string }[]): NewEpoch {
    const recipients = [{ id: this.id, publicKey: this.publicKey }, ...others];
    return this.ring.createEpoch({ tenant: TENANT, conversation: TALK, epoch, recipients });
  }

  keeper(epochs = vi.fn()) {
    const later = (act: unknown) => async (given: never) => (act as (given: never) => unknown).call(this.ring, given);
    const { createEpoch, openEpoch, reshare, encrypt, decrypt } = this.ring;
    const verbs = { createEpoch, openEpoch, reshare, encrypt, decrypt };
    const crypto = Object.fromEntries(Object.entries(verbs).map(([name, act]) => [name, later(act)]));
    const api = { conversations: { epochs } } as never;
    const me = { id: this.id, publicKey: this.publicKey };
    return new EpochKeeper({ crypto: crypto as unknown as Crypto, api, tenant: TENANT, me, party: this.party }, TALK);
  }
}

/** An epoch as the server shows it to one reader. */
function shown(made: NewEpoch, maker: Somebody, reader: { id: string; publicKey: string }, to: string[]): WireEpoch {
  const { epoch: number, commit, link, shares } = made;
  const box = shares.find((one) => one.recipient === reader.id)!.box;
  const share = { box, creatorPublicKey: maker.publicKey, recipientPublicKey: reader.publicKey, team: null };
  return { number, commit, link, recipients: to, share };
}

function world() {
  const young = new Somebody("young", "young");
  const peer = new Somebody("peer", "peer");
  const server = new Somebody("server", "peer");
  const keys = [young.publicKey, peer.publicKey];
  const zero = shown(young.make(0), young, young, [young.publicKey]);
  const say = (epochs: WireEpoch[], over: Partial<Conversation> = {}): Conversation =>
    ({
      ...{ id: TALK, state: "active", epochDue: "", call: null, epochs },
      epoch: Math.max(...epochs.map((one) => one.number)),
      participants: [young.participant, peer.participant],
      required: [young.recipient, peer.recipient],
      ...over,
    }) as Conversation;
  /** Epochs 0 … `last` of the server alone, of which the young person gets shares. */
  const forged = (last: number, to = young): WireEpoch[] =>
    Array.from({ length: last + 1 }, (_, number) =>
      shown(server.make(number, to), server, to, [server.publicKey, to.publicKey]),
    );
  return { young, peer, server, keys, zero, say, forged };
}

describe("keys that the server made", () => {
  test("a gap, then linked: neither is held, and nothing is written under them", async () => {
    const { young, zero, say, forged } = world();
    const keeper = young.keeper();
    await keeper.open(say([zero]));
    const [five, six] = forged(6).slice(5);
    await keeper.open(say([zero, five!, six!]));
    expect(keeper.held).toEqual([0]);
    expect([keeper.problem(5), keeper.problem(6)]).toEqual(["bad-link", "bad-link"]);
    expect(young.ring.hasEpoch(TALK, 5) || young.ring.hasEpoch(TALK, 6)).toBe(false);
  });

  test("a whole chain from epoch 0, shown to a young person who comes back", async () => {
    const { say, forged, peer, server } = world();
    const back = new Somebody("young", "young");
    const keeper = back.keeper();
    const participants = [back.participant, peer.participant, server.participant];
    const told = { participants, required: [back.recipient, peer.recipient, server.recipient] };
    await keeper.open(say(forged(1, back), told));
    expect([keeper.held, keeper.problem(0), keeper.problem(1)]).toEqual([[], "bad-link", "bad-link"]);
  });

  test("the young person's own epoch 0 is believed after coming back, and what links to it", async () => {
    const { young, peer, keys, say } = world();
    const zero = young.make(0, peer);
    peer.ring.openEpoch({
      ...{ tenant: TENANT, conversation: TALK, epoch: 0, commit: zero.commit, link: null, recipients: keys },
      ...{ share: shown(zero, young, peer, keys).share!, mayStart: true },
    });
    const one = shown(peer.make(1, young), peer, young, keys);
    const keeper = young.keeper();
    await keeper.open(say([shown(zero, young, young, keys), one]));
    expect([keeper.held, keeper.doubt]).toEqual([[0, 1], null]);
  });

  test("a peer starts with what a participant made, and not with a stranger's", async () => {
    const { young, peer, server, keys, say } = world();
    const real = young.make(0, peer);
    const fake = server.make(0, peer);
    const [mine, theirs] = [peer.keeper(), peer.keeper()];
    await theirs.open(say([shown(fake, server, peer, keys)]));
    expect([theirs.held, theirs.problem(0)]).toEqual([[], "bad-link"]);
    await mine.open(say([shown(real, young, peer, keys)]));
    expect(mine.held).toEqual([0]);
  });

  test("another commitment for an epoch that is held is refused, and the held one is not written under", async () => {
    const { young, zero, say, server } = world();
    const keeper = young.keeper();
    await keeper.open(say([zero]));
    const other = shown(server.make(0, young), server, young, [young.publicKey]);
    await keeper.open(say([other]));
    expect([keeper.holds(0), keeper.problem(0)]).toEqual([false, "bad-link"]);
    await keeper.open(say([zero]));
    expect([keeper.holds(0), keeper.problem(0)]).toEqual([true, null]);
  });
});

describe("an older epoch", () => {
  test("going back to it is not believed, also when the newer ones are only listed", async () => {
    const { young, peer, keys, zero, say } = world();
    const one = shown(young.make(1, peer), young, young, keys);
    const keeper = young.keeper();
    await keeper.open(say([zero, one]));
    expect(keeper.doubt).toBeNull();
    await keeper.open(say([zero]));
    expect([keeper.doubt, await keeper.next(say([zero]))]).toEqual(["bad-link", null]);
    const reloaded = young.keeper();
    await reloaded.open(say([zero, one], { epoch: 0 }));
    expect(reloaded.doubt).toBe("bad-link");
    await keeper.open(say([zero, one]));
    expect(keeper.doubt).toBeNull();
  });
});

describe("who shall have the next key", () => {
  const lies: [string, (w: ReturnType<typeof world>) => Partial<Conversation>][] = [
    ["us with another key", ({ young, server, peer }) => ({ required: [{ ...young.recipient, publicKey: server.publicKey }, peer.recipient] })],
    ["not us", ({ peer }) => ({ required: [peer.recipient] })],
    ["us twice", ({ young, peer }) => ({ required: [young.recipient, young.recipient, peer.recipient] })],
    ["our key under another id as well", ({ young, peer, server }) => ({ required: [young.recipient, peer.recipient, { ...server.recipient, publicKey: young.publicKey }] })],
    ["somebody who is not shown", ({ young, peer, server }) => ({ required: [young.recipient, peer.recipient, server.recipient] })],
    ["the peer with another key", ({ young, peer, server }) => ({ required: [young.recipient, { ...peer.recipient, publicKey: server.publicKey }] })],
    ["a team beside a peer", ({ young, peer, server }) => ({ required: [young.recipient, peer.recipient, { ...server.recipient, party: "team" }] })],
    ["two teams", ({ young, peer, server }) => ({
      participants: [young.participant],
      required: [young.recipient, { ...server.recipient, party: "team" }, { ...peer.recipient, party: "team" }],
    })],
    ["somebody who has left", ({ young, peer }) => ({
      participants: [young.participant, { ...peer.participant, leftAt: "then" }],
      required: [young.recipient, peer.recipient],
    })],
  ];

  test.each(lies)("%s: no key is made", async (_, lie) => {
    const all = world();
    const sent = vi.fn();
    const keeper = all.young.keeper(sent);
    await keeper.open(all.say([all.zero], { epochDue: "aged" }));
    expect(keeper.doubt).toBeNull();
    const told = all.say([all.zero], { epochDue: "aged", ...lie(all) });
    await keeper.open(told);
    expect(keeper.doubt).toBe("bad-share");
    expect(await keeper.next(told)).toBeNull();
    expect(sent).not.toHaveBeenCalled();
  });

  test("the team stands in while no peer is there", async () => {
    const { young, server, zero, say } = world();
    const keeper = young.keeper(vi.fn(async () => "after"));
    const required = [young.recipient, { ...server.recipient, party: "team" as const }];
    const told = say([zero], { epochDue: "left", participants: [young.participant], required });
    await keeper.open(told);
    expect([keeper.doubt, await keeper.next(told)]).toEqual([null, "after"]);
  });

  test("a key that changes under the same id is not believed, whoever it is", async () => {
    const { young, peer, server, zero, say } = world();
    const keeper = young.keeper();
    await keeper.open(say([zero]));
    const changed = { ...peer.participant, publicKey: server.publicKey };
    await keeper.open(say([zero], { participants: [young.participant, changed], required: [] }));
    expect(keeper.doubt).toBe("bad-share");
  });

  test("a ring makes nothing that its own key has no part in", () => {
    const { young, server } = world();
    const recipients = [{ id: "young", publicKey: server.publicKey }];
    const given = { tenant: TENANT, conversation: TENANT, epoch: 0, recipients };
    expect(() => young.ring.createEpoch(given)).toThrow("bad-input");
  });
});

describe("the list of readers", () => {
  const names = (keys: string[], { say, zero, peer }: ReturnType<typeof world>, over: Partial<Conversation> = {}) =>
    readersOf(say([{ ...zero, recipients: keys }], over), peer.recipient, TEXTS).map((one) => one.name);

  test("we are who has our key", () => {
    const all = world();
    expect(names(all.keys, all)).toEqual([TEXTS.you, "young"]);
    const renamed = { ...all.peer.participant, publicKey: all.server.publicKey };
    const participants = [all.young.participant, renamed];
    const keys = [all.young.publicKey, all.server.publicKey];
    expect(names(keys, all, { participants })).not.toContain(TEXTS.you);
  });

  test("a foreign key is the team's while no peer has the newest, and unknown after that", () => {
    const all = world();
    const { young, server, peer, keys } = all;
    expect(names([young.publicKey, server.publicKey], all)).toEqual(["young", TEXTS.teamReads]);
    const participants = [young.participant, { ...peer.participant, identity: "other" }];
    expect(names([...keys, server.publicKey], all, { participants })).toContain(TEXTS.unknownReader);
    expect(names([young.publicKey, server.publicKey, "x"], all)).toEqual(["young", TEXTS.unknownReader, TEXTS.unknownReader]);
  });
});
