/** A crypto that keeps the rules and none of the secrets: for tests of what happens around it. */
import type { Body, EpochToCreate, EpochToOpen, Header, NewEpoch } from "../../crypto/client";
import { type Code, CryptoError } from "../../crypto/errors";
import type { Crypto } from "../epochs";

const pack = (value: unknown): string => btoa(JSON.stringify(value));
const unpack = (text: string): unknown => JSON.parse(atob(text));

const commitOf = (key: string): string => pack(["commit", key]);
const linkOf = (before: string, epoch: number, commit: string, keys: readonly string[]): string =>
  pack(["link", before, epoch, commit, [...keys].sort()]);

let made = 0;

export class FakeCrypto implements Crypto {
  readonly keys = new Map<number, string>();
  readonly teams = new Set<string>();

  constructor(readonly publicKey: string) {}

  async createEpoch({ epoch, recipients }: EpochToCreate): Promise<NewEpoch> {
    const key = `key${(made += 1)}`;
    const before = epoch > 0 ? this.#key(epoch - 1) : null;
    const publicKeys = recipients.map((one) => one.publicKey);
    check(publicKeys.includes(this.publicKey), "bad-input");
    const commit = commitOf(key);
    const link = before && linkOf(before, epoch, commit, publicKeys);
    this.keys.set(epoch, key);
    const shares = recipients.map(({ id, publicKey }) => ({ recipient: id, box: this.#box(key, publicKey) }));
    return { epoch, commit, link, shares };
  }

  async openEpoch(given: EpochToOpen): Promise<{ linked: boolean }> {
    const { epoch, commit, link, recipients, share, mayStart } = given;
    const to = share.recipientPublicKey;
    if (to !== this.publicKey && !this.teams.has(to)) throw new CryptoError("no-key");
    const [boxedFor, by, key] = unpack(share.box) as [string, string, string];
    check(boxedFor === to && by === share.creatorPublicKey, "bad-share");
    check(commitOf(key) === commit, "bad-commitment");
    const before = this.keys.get(epoch - 1);
    if (before) check(link === linkOf(before, epoch, commit, recipients), "bad-link");
    else check(mayStart && (this.keys.get(epoch) ?? key) === key, "bad-link");
    this.keys.set(epoch, key);
    return { linked: before !== undefined };
  }

  async reshare(given: { epoch: number; recipientPublicKey: string }): Promise<string> {
    return this.#box(this.#key(given.epoch), given.recipientPublicKey);
  }

  async encrypt({ body, ...header }: Header & { readonly body: Body }): Promise<string> {
    check(JSON.stringify(body).length < 8000, "too-long");
    return pack([this.#key(header.epoch), canonical(header), body]);
  }

  async decrypt({ ciphertext, ...header }: Header & { readonly ciphertext: string }): Promise<Body> {
    const [key, sealedHeader, body] = unpack(ciphertext) as [string, string, Body];
    check(key === this.#key(header.epoch) && sealedHeader === canonical(header), "cannot-vouch");
    return body;
  }

  #key(epoch: number): string {
    const key = this.keys.get(epoch);
    if (!key) throw new CryptoError("no-epoch");
    return key;
  }

  #box(key: string, recipient: string): string {
    return pack([recipient, this.publicKey, key]);
  }
}

function canonical(header: Header): string {
  const { tenant, conversation, epoch, id, sender, n } = header;
  return [tenant, conversation, epoch, id, sender, n].join("|");
}

function check(holds: boolean, code: Code): void {
  if (!holds) throw new CryptoError(code);
}
