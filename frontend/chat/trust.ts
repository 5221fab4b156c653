/** What the server says of who takes part, held against itself and against what it said before. */
import type { Conversation, Party, WireRecipient } from "../wire";
import type { Self } from "./epochs";

/** One public key per identity or team key, for as long as the conversation is open here. */
export class Pins {
  #keys: ReadonlyMap<string, string>;

  constructor(private readonly me: Self) {
    this.#keys = new Map([[me.id, me.publicKey]]);
  }

  /** Learn who takes part. False, and nothing learnt, when a key changed or stands for two. */
  learn(conversation: Conversation): boolean {
    const now = this.#with(conversation);
    if (now === null || !onceEach(conversation)) return false;
    this.#keys = now;
    return true;
  }

  /** Whether the next epoch may be made for `required`: us by our own key, and those who are shown. */
  fits(conversation: Conversation): boolean {
    if (this.#with(conversation) === null || !onceEach(conversation)) return false;
    const { required } = conversation;
    const mine = required.some((one) => one.id === this.me.id && one.publicKey === this.me.publicKey);
    return mine && required.every((one) => isShown(conversation, one));
  }

  #with({ participants, required }: Conversation): Map<string, string> | null {
    const all = new Map(this.#keys);
    const people = participants.map(({ identity: id, publicKey }) => ({ id, publicKey }));
    for (const { id, publicKey } of [...people, ...required]) {
      if ((all.get(id) ?? publicKey) !== publicKey) return null;
      all.set(id, publicKey);
    }
    return new Set(all.values()).size === all.size ? all : null;
  }
}

function onceEach({ participants, required }: Conversation): boolean {
  const there = participants.filter((one) => !one.leftAt).map((one) => one.identity);
  const ids = required.map((one) => one.id);
  return new Set(there).size === there.length && new Set(ids).size === ids.length;
}

/** A person in the list of those present, or the peers' team while the list has no peer. */
function isShown({ participants, required }: Conversation, one: WireRecipient): boolean {
  const there = participants.filter((other) => !other.leftAt);
  if (one.party === "team") {
    const teams = required.filter((other) => other.party === "team");
    const known = participants.some((other) => other.identity === one.id);
    return teams.length === 1 && !known && !has(there, "peer");
  }
  return there.some((other) => other.identity === one.id && other.party === one.party);
}

function has(people: readonly { readonly party: Party }[], party: Party): boolean {
  return people.some((one) => one.party === party);
}
