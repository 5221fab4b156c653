/** A server of one conversation that follows docs/wire.md, for tests. It never decrypts. */
import { ApiError, type Api, type NextEpoch } from "../../api";
import type { Call, Conversation, Due, MsgFrame, Party, Reshare, ServerFrame, State } from "../../wire";

export const TEAM = { id: "team1", kind: "peers", version: 1, publicKey: "team-key" };

interface Person {
  identity: string;
  publicKey: string;
  party: Party;
  gone: boolean;
  sockets: Set<FakeSocket>;
}

interface Epoch {
  number: number;
  commit: string;
  link: string | null;
  recipients: string[];
}

interface Share extends Reshare {
  creatorPublicKey: string;
}

export class FakeServer {
  state: State = "waiting";
  due: Due = "";
  call: Call | null = null;
  handedOver = false;
  professionalOnDuty = false;
  knowsDuty = true; // whether a welcome can say so
  readonly people: Person[] = [];
  readonly epochs: Epoch[] = [];
  shares: Share[] = [];
  readonly messages: MsgFrame[] = [];
  /** Tests may eat a frame on its way out: return false and it is lost. */
  passes: (frame: ServerFrame, to: string) => boolean = () => true;
  away = false; // HTTP answers nothing
  signedOut = false;
  asked: string[] = [];

  join(party: Party, identity: string, publicKey: string): void {
    this.people.push({ identity, publicKey, party, gone: false, sockets: new Set() });
  }

  person(identity: string): Person {
    return this.people.find((one) => one.identity === identity)!;
  }

  get present(): Person[] {
    return this.people.filter((one) => !one.gone);
  }

  required() {
    const people = this.present.map(({ identity: id, publicKey, party }) => ({ id, publicKey, party }));
    if (people.some((one) => one.party === "peer") || this.state === "closed") return people;
    return [...people, { id: TEAM.id, publicKey: TEAM.publicKey, party: "team" as const }];
  }

  accept(identity: string, publicKey: string): void {
    this.state = "active";
    this.join("peer", identity, publicKey);
    if (this.due !== "left") this.due = "joined";
    this.changed("accepted");
  }

  leave(identity: string): void {
    const person = this.person(identity);
    person.gone = true;
    this.shares = this.shares.filter((share) => share.recipient !== identity);
    this.due = "left";
    if (person.party === "peer") [this.state, this.handedOver] = ["waiting", true];
    for (const socket of [...person.sockets]) socket.drop(4404);
    this.changed("left");
  }

  addEpoch(maker: string, epoch: Omit<NextEpoch, "reshares">, reshares: readonly Reshare[] = []): void {
    const wanted = this.required();
    const ids = wanted.map((one) => one.id).sort();
    const given = epoch.shares.map((share) => share.recipient).sort();
    if (ids.join() !== given.join()) throw new ApiError("wrong-recipients", 400);
    const { number, commit, link } = epoch;
    this.epochs.push({ number, commit, link, recipients: wanted.map((one) => one.publicKey).sort() });
    const own = epoch.shares.map((share) => ({ number, ...share }));
    this.keep(maker, [...own, ...reshares]);
    this.due = "";
    if (this.state === "active") this.shares = this.shares.filter((one) => one.recipient !== TEAM.id);
  }

  keep(maker: string, shares: readonly Reshare[]): void {
    const known = this.required().map((one) => one.id);
    if (shares.some((share) => !known.includes(share.recipient))) throw new ApiError("wrong-recipients", 400);
    const creatorPublicKey = this.person(maker).publicKey;
    for (const share of shares) {
      const same = (one: Share) => one.number === share.number && one.recipient === share.recipient;
      this.shares = [...this.shares.filter((one) => !same(one)), { ...share, creatorPublicKey }];
    }
  }

  conversation(reader: string): Conversation {
    const person = this.person(reader);
    const mine = this.messages.filter((one) => one.s === reader);
    return {
      ...{ id: "c", kind: "now", state: this.state, epoch: this.epochs.length - 1 },
      ...{ lastSeq: this.messages.length, queuedAt: "", acceptedAt: null, closedAt: null },
      ...{ deleteAfter: null, peerName: null, tenant: "t", nickname: "Glad Odder", ageGroup: "16–17" },
      ...{ mayBeMinor: true, topics: [], sessionMinutes: 50, epochDue: this.due, call: this.call },
      professionalOnDuty: this.professionalOnDuty,
      ...{ gaveFeedback: false, handedOver: this.handedOver, reportOpened: false, required: this.required() },
      myLastN: Math.max(0, ...mine.map((one) => one.n)),
      participants: this.people.map(({ identity, publicKey, party, gone }) => ({
        ...{ identity, publicKey, party, name: identity, isProgram: false, joinedAt: "", seenSeq: 0 },
        leftAt: gone ? "t" : null,
      })),
      epochs: this.epochs.map((epoch) => ({ ...epoch, share: this.#shareFor(person, epoch.number) })),
    };
  }

  #shareFor(person: Person, number: number) {
    const ids = person.party === "peer" ? [person.identity, TEAM.id] : [person.identity];
    const found = ids
      .map((id) => this.shares.find((one) => one.number === number && one.recipient === id))
      .find(Boolean);
    if (!found) return null;
    const team = found.recipient === TEAM.id ? TEAM.id : null;
    const recipientPublicKey = team ? TEAM.publicKey : person.publicKey;
    return { box: found.box, creatorPublicKey: found.creatorPublicKey, recipientPublicKey, team };
  }

  /** A professional goes on or off duty; everybody is told. */
  duty(onDuty: boolean): void {
    this.professionalOnDuty = onDuty;
    for (const { identity } of this.people) this.tell(identity, { t: "professional", onDuty });
  }

  changed(what: string): void {
    for (const { identity } of this.people) this.tell(identity, { t: "changed", what });
  }

  tell(identity: string, frame: ServerFrame): void {
    if (!this.passes(frame, identity)) return;
    for (const socket of this.person(identity).sockets) if (socket.greeted) socket.hear(frame);
  }

  received(socket: FakeSocket, frame: Record<string, unknown>): void {
    const person = this.person(socket.reader);
    if (frame.t === "hello") {
      socket.greeted = true;
      const professionalOnDuty = this.knowsDuty ? this.professionalOnDuty : null;
      socket.hear({ t: "welcome", lastSeq: this.messages.length, present: [], seen: {}, professionalOnDuty });
      for (const message of this.messages.slice(frame.after as number)) socket.hear(message);
    } else if (frame.t === "send") {
      this.#store(person, socket, frame as { id: string; e: number; n: number; c: string });
    } else if (frame.t === "seen") {
      for (const { identity } of this.people) {
        if (identity !== person.identity) {
          this.tell(identity, { t: "seen", s: person.identity, seq: frame.seq as number });
        }
      }
    }
  }

  #store(person: Person, socket: FakeSocket, sent: { id: string; e: number; n: number; c: string }): void {
    const code = this.#verdict(person, sent);
    if (code && code !== "duplicate") {
      socket.hear({ t: "error", code, id: sent.id });
      return;
    }
    const [at, s] = ["2026-01-01T12:00:00Z", person.identity];
    if (!code) {
      this.messages.push({ ...sent, t: "msg", seq: this.messages.length + 1, s, at });
    }
    const stored = this.messages.find((one) => one.id === sent.id)!;
    const ack: ServerFrame = { t: "ack", id: sent.id, seq: stored.seq, at };
    if (this.passes(ack, person.identity)) socket.hear(ack);
    if (code) return;
    for (const other of this.present) {
      for (const open of other.sockets) {
        if (open !== socket && open.greeted && this.passes(stored, other.identity)) open.hear(stored);
      }
    }
  }

  #verdict(person: Person, sent: { id: string; e: number; n: number }): string | null {
    if (this.messages.some((one) => one.id === sent.id)) return "duplicate";
    if (this.state === "closed") return "closed";
    if (person.gone) return "not-participant";
    if (sent.e !== this.epochs.length - 1) return "wrong-epoch";
    if (this.due === "left" || this.due === "reported") return "epoch-due";
    const own = this.messages.filter((one) => one.s === person.identity);
    return sent.n <= Math.max(0, ...own.map((one) => one.n)) ? "counter" : null;
  }

  /** The HTTP calls as one person makes them. */
  api(reader: string): Pick<Api, "conversations"> {
    const answer = async (name: string, act: () => void): Promise<Conversation> => {
      if (this.away) throw new ApiError("offline", 0);
      if (this.signedOut) throw new ApiError("sign-in", 401);
      if (this.person(reader).gone) throw new ApiError("not-found", 404);
      this.asked.push(`${reader} ${name}`);
      act();
      return this.conversation(reader);
    };
    const conversations = {
      get: () => answer("get", () => {}),
      epochs: (_: string, epoch: NextEpoch) =>
        answer(`epoch ${epoch.number}`, () => {
          if (epoch.number !== this.epochs.length) throw new ApiError("not-next", 409);
          this.addEpoch(reader, epoch, epoch.reshares);
          this.changed("epoch");
        }),
      shares: (_: string, shares: Reshare[]) =>
        answer("shares", () => {
          this.keep(reader, shares);
          this.changed("epoch");
        }),
      call: () =>
        answer("call", () => {
          if (!this.professionalOnDuty) throw new ApiError("nobody-on-duty", 409);
          this.call = { state: "open", callerParty: "young", callerIdentity: reader, answeredBy: null };
          this.changed("call");
        }),
      end: () =>
        answer("end", () => {
          this.state = "closed";
          this.changed("closed");
        }),
    };
    return { conversations } as unknown as Pick<Api, "conversations">;
  }
}

export class FakeSocket extends EventTarget {
  readyState: number = WebSocket.CONNECTING;
  greeted = false;

  constructor(
    private readonly server: FakeServer,
    readonly reader: string,
  ) {
    super();
    queueMicrotask(() => {
      if (this.readyState !== WebSocket.CONNECTING) return;
      this.readyState = WebSocket.OPEN;
      server.person(reader).sockets.add(this);
      this.dispatchEvent(new Event("open"));
    });
  }

  hear(frame: ServerFrame): void {
    const data = JSON.stringify(frame);
    // As over a network: later, and only if it is still open.
    queueMicrotask(() => {
      if (this.readyState === WebSocket.OPEN) this.dispatchEvent(new MessageEvent("message", { data }));
    });
  }

  send(text: string): void {
    queueMicrotask(() => {
      if (this.readyState === WebSocket.OPEN) this.server.received(this, JSON.parse(text));
    });
  }

  drop(code = 1006): void {
    if (this.readyState === WebSocket.CLOSED) return;
    this.readyState = WebSocket.CLOSED;
    this.server.person(this.reader).sockets.delete(this);
    this.dispatchEvent(new CloseEvent("close", { code }));
  }

  close(): void {
    this.drop(1000);
  }
}
