/** The keys one client holds. Everything in and out is base64 or an id; keys stay inside. */
import { openDrawer, sealDrawer } from "./drawer";
import { fromBase64, publicKey, toBase64, type Bytes } from "./encoding";
import { CryptoError } from "./errors";
import * as messages from "./messages";
import type { Body, Header } from "./messages";
import * as p from "./primitives";
import * as protocol from "./protocol";
import { parseWords } from "./words";

export interface Recipient {
  readonly id: string;
  readonly publicKey: string;
}

export interface NewEpoch {
  readonly epoch: number;
  readonly commit: string;
  readonly link: string | null;
  readonly shares: { readonly recipient: string; readonly box: string }[];
}

export interface EpochToCreate {
  readonly tenant: string;
  readonly conversation: string;
  readonly epoch: number;
  readonly recipients: readonly Recipient[];
}

export interface EpochToOpen {
  readonly tenant: string;
  readonly conversation: string;
  readonly epoch: number;
  readonly commit: string;
  readonly link: string | null;
  readonly recipients: readonly string[];
  /** Whether it may be taken unlinked, when the epoch before is not held. Else that is `bad-link`. */
  readonly mayStart: boolean;
  readonly share: {
    readonly box: string;
    readonly creatorPublicKey: string;
    readonly recipientPublicKey: string;
  };
}

export interface EpochToReshare {
  readonly conversation: string;
  readonly epoch: number;
  readonly recipientPublicKey: string;
}

export interface TeamShare {
  readonly teamPublicKey: string;
  readonly box: string;
  readonly creatorPublicKey: string;
}

export interface SealedIdentity {
  readonly lookup: string;
  readonly auth: string;
  readonly sealedPrivate: string;
}

export type Typed = string | readonly string[];

/** All keys of one identity, and the verbs over them. The worker holds the only one. */
export class KeyRing {
  #secret: Bytes | null = null;
  #wrap: Bytes | null = null;
  readonly #teams = new Map<string, Bytes>();
  readonly #epochs = new Map<string, Bytes>();

  createIdentity(): { publicKey: string } {
    return this.become(p.newKey());
  }

  sealWithWords(words: Typed, tenant: string): SealedIdentity {
    const secret = this.secret();
    const { lookup, auth, wrap } = protocol.deriveWordKeys(parseWords(words), tenant);
    const sealed = protocol.sealPrivate(wrap, secret);
    p.erase(wrap);
    return { lookup: toBase64(lookup), auth: toBase64(auth), sealedPrivate: toBase64(sealed) };
  }

  deriveFromWords(words: Typed, tenant: string): { lookup: string; auth: string } {
    const { lookup, auth, wrap } = protocol.deriveWordKeys(parseWords(words), tenant);
    p.erase(this.#wrap);
    this.#wrap = wrap;
    return { lookup: toBase64(lookup), auth: toBase64(auth) };
  }

  unsealIdentity(sealed: { sealedPrivate: string; publicKey: string }): { publicKey: string } {
    if (!this.#wrap) throw new CryptoError("no-key");
    const data = fromBase64(sealed.sealedPrivate, "wrong-words");
    return this.become(protocol.unsealPrivate(this.#wrap, data, publicKey(sealed.publicKey)));
  }

  createTeamKey(): { publicKey: string; privateHandle: string } {
    this.secret();
    const team = p.newKey();
    const known = toBase64(p.publicOf(team));
    this.#teams.set(known, team);
    return { publicKey: known, privateHandle: known };
  }

  shareTeamKey(teamPublicKey: string, recipientPublicKey: string): string {
    const secret = this.secret();
    const team = this.#teams.get(teamPublicKey);
    if (!team) throw new CryptoError("no-key");
    return toBase64(protocol.shareTeamKey(team, publicKey(recipientPublicKey), secret));
  }

  openTeamKey(share: TeamShare): void {
    const boxed = fromBase64(share.box, "bad-share");
    const [known, creator] = [publicKey(share.teamPublicKey), publicKey(share.creatorPublicKey)];
    const team = protocol.openTeamKey(boxed, known, creator, this.secret());
    this.#teams.set(share.teamPublicKey, team);
  }

  createEpoch({ conversation, epoch, recipients }: EpochToCreate): NewEpoch {
    const [secret, key] = [this.secret(), p.newKey()];
    const keys = recipients.map((recipient) => publicKey(recipient.publicKey));
    mustName(p.publicOf(secret), keys);
    const commit = protocol.commitment(key);
    const previous = epoch > 0 ? this.epoch(conversation, epoch - 1) : null;
    const link = previous && toBase64(protocol.link(previous, epoch, commit, keys));
    const shares = recipients.map(({ id }, i) => ({
      recipient: id,
      box: toBase64(protocol.shareKey(key, keys[i]!, secret)),
    }));
    this.#epochs.set(name(conversation, epoch), key);
    return { epoch, commit: toBase64(commit), link, shares };
  }

  openEpoch(given: EpochToOpen): { linked: boolean } {
    const { conversation, epoch, share } = given;
    const secret = this.secretOf(share.recipientPublicKey);
    const commit = fromBase64(given.commit, "bad-commitment");
    const boxed = fromBase64(share.box, "bad-share");
    const key = protocol.openKey(boxed, commit, publicKey(share.creatorPublicKey), secret);
    const previous = this.#epochs.get(name(conversation, epoch - 1));
    const held = this.#epochs.get(name(conversation, epoch));
    if (previous) {
      const link = given.link === null ? null : fromBase64(given.link, "bad-link");
      protocol.checkLink(previous, epoch, commit, given.recipients.map(publicKey), link);
    } else if (!given.mayStart || (held && !p.same(held, key))) {
      throw new CryptoError("bad-link"); // only a holder of the epoch before may replace a key
    }
    this.#epochs.set(name(conversation, epoch), key);
    return { linked: previous !== undefined };
  }

  hasEpoch(conversation: string, epoch: number): boolean {
    return this.#epochs.has(name(conversation, epoch));
  }

  reshare({ conversation, epoch, recipientPublicKey }: EpochToReshare): string {
    const key = this.epoch(conversation, epoch);
    return toBase64(protocol.shareKey(key, publicKey(recipientPublicKey), this.secret()));
  }

  encrypt(message: Header & { readonly body: Body }): string {
    const key = this.epoch(message.conversation, message.epoch);
    return toBase64(messages.encrypt(key, message, message.body));
  }

  decrypt(message: Header & { readonly ciphertext: string }): Body {
    const key = this.epoch(message.conversation, message.epoch);
    return messages.decrypt(key, message, fromBase64(message.ciphertext, "cannot-vouch"));
  }

  sealDrawer({ revision, text }: { revision: number; text: string }): string {
    return toBase64(sealDrawer(this.secret(), revision, text));
  }

  openDrawer({ revision, sealed }: { revision: number; sealed: string }): string {
    return openDrawer(this.secret(), revision, fromBase64(sealed, "cannot-vouch"));
  }

  /** Overwrite and drop every key. */
  wipe(): void {
    p.erase(this.#secret, this.#wrap, ...this.#teams.values(), ...this.#epochs.values());
    this.#secret = this.#wrap = null;
    this.#teams.clear();
    this.#epochs.clear();
  }

  /** Be the identity of this private key, and nothing else. */
  become(secret: Bytes): { publicKey: string } {
    this.wipe();
    this.#secret = secret;
    return { publicKey: toBase64(p.publicOf(secret)) };
  }

  /** The private key, for the vault alone. Throws `no-identity`. */
  secret(): Bytes {
    if (!this.#secret) throw new CryptoError("no-identity");
    return this.#secret;
  }

  private secretOf(known: string): Bytes {
    const secret = this.secret();
    if (toBase64(p.publicOf(secret)) === known) return secret;
    const team = this.#teams.get(known);
    if (!team) throw new CryptoError("no-key");
    return team;
  }

  private epoch(conversation: string, epoch: number): Bytes {
    this.secret();
    const key = this.#epochs.get(name(conversation, epoch));
    if (!key) throw new CryptoError("no-epoch");
    return key;
  }
}

/** A maker that is told of another key as its own would lock itself out and let somebody in. */
function mustName(own: Bytes, keys: readonly Bytes[]): void {
  const mine = keys.filter((key) => p.same(key, own));
  if (mine.length !== 1) throw new CryptoError("bad-input");
}

function name(conversation: string, epoch: number): string {
  return `${conversation} ${epoch}`;
}
