/** Keys of protocol v1: words, identities, team keys, epochs. Pure; bytes in, bytes out. */
import { concat, label, number, utf8, uuid, type Bytes } from "./encoding";
import { CryptoError } from "./errors";
import * as p from "./primitives";

/** `lookup` and `auth` go to the server; `wrap` never leaves the worker. 32 bytes each. */
export interface WordKeys {
  readonly lookup: Bytes;
  readonly auth: Bytes;
  readonly wrap: Bytes;
}

/** Sixteen bytes that make the same words different at another municipality. */
export function wordSalt(tenant: string): Bytes {
  return p.digest(concat(label("words"), uuid(tenant))).slice(0, 16);
}

/** The keys of six words of the list, in order. */
export function deriveWordKeys(words: readonly string[], tenant: string): WordKeys {
  const master = p.stretch(utf8(words.join(" ")), wordSalt(tenant));
  const keys = {
    lookup: p.subkey(master, 1, "lookup__"),
    auth: p.subkey(master, 2, "auth____"),
    wrap: p.subkey(master, 3, "wrap____"),
  };
  p.erase(master);
  return keys;
}

/** The private key under `wrap`, bound to its public key. */
export function sealPrivate(wrap: Bytes, secret: Bytes, nonce?: Bytes): Bytes {
  return p.seal(wrap, secret, concat(label("identity"), p.publicOf(secret)), nonce);
}

/** The private key of `known`. Throws `wrong-words`. */
export function unsealPrivate(wrap: Bytes, sealed: Bytes, known: Bytes): Bytes {
  const secret = p.unseal(wrap, sealed, concat(label("identity"), known));
  if (secret?.length !== p.KEY || !p.same(p.publicOf(secret), known)) {
    throw new CryptoError("wrong-words");
  }
  return secret;
}

/** The team's private key for one recipient, from the holder of `secret`. */
export function shareTeamKey(team: Bytes, recipient: Bytes, secret: Bytes, nonce?: Bytes): Bytes {
  return p.box(team, recipient, secret, nonce);
}

/** The team's private key. Throws `bad-share` unless it is the one of `known`. */
export function openTeamKey(boxed: Bytes, known: Bytes, creator: Bytes, secret: Bytes): Bytes {
  const team = p.unbox(boxed, creator, secret);
  if (team?.length !== p.KEY || !p.same(p.publicOf(team), known)) {
    throw new CryptoError("bad-share");
  }
  return team;
}

/** What the server keeps so that nobody can later claim another key. */
export function commitment(key: Bytes): Bytes {
  return p.mac(key, label("commit"));
}

/** Proof by a holder of the epoch before that this epoch and its readers are theirs. */
export function link(
  previous: Bytes,
  epoch: number,
  commit: Bytes,
  recipients: readonly Bytes[],
): Bytes {
  const sorted = [...recipients].sort(bytewise);
  return p.mac(previous, concat(label("link"), number(epoch), commit, ...sorted));
}

/** The epoch key for one recipient, from the holder of `secret`. */
export function shareKey(key: Bytes, recipient: Bytes, secret: Bytes, nonce?: Bytes): Bytes {
  return p.box(key, recipient, secret, nonce);
}

/** The epoch key of a share. Throws `bad-share`, `bad-commitment`. */
export function openKey(boxed: Bytes, commit: Bytes, creator: Bytes, secret: Bytes): Bytes {
  const key = p.unbox(boxed, creator, secret);
  if (key?.length !== p.KEY) throw new CryptoError("bad-share");
  if (!p.same(commitment(key), commit)) throw new CryptoError("bad-commitment");
  return key;
}

/** Throws `bad-link` unless a holder of the epoch before vouches for this one. */
export function checkLink(
  previous: Bytes,
  epoch: number,
  commit: Bytes,
  recipients: readonly Bytes[],
  given: Bytes | null,
): void {
  if (!given || !p.same(link(previous, epoch, commit, recipients), given)) {
    throw new CryptoError("bad-link");
  }
}

function bytewise(a: Bytes, b: Bytes): number {
  const at = a.findIndex((byte, i) => byte !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
