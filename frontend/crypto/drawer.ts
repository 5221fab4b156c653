/** What a young person keeps for themself, sealed under their own identity (`docs/protocol.md`, "Drawer"). */
import { concat, fromUtf8, label, number, utf8, type Bytes } from "./encoding";
import { CryptoError } from "./errors";
import * as p from "./primitives";

export const STEP = 1024; // bytes by which a sealed drawer grows
export const MOST = 64 * STEP;

/** The drawer's own key, which opens nothing else. */
export function drawerKey(secret: Bytes): Bytes {
  return p.subkey(secret, 1, "drawer__");
}

/** The text as the server keeps it under this revision. Throws `too-long`, `bad-input`. */
export function sealDrawer(secret: Bytes, revision: number, plain: string, nonce?: Bytes): Bytes {
  const key = drawerKey(secret);
  const sealed = p.seal(key, pad(utf8(plain)), bound(secret, revision), nonce);
  p.erase(key);
  return sealed;
}

/** The text. Throws `cannot-vouch` when one bit, the identity or the revision is another. */
export function openDrawer(secret: Bytes, revision: number, sealed: Bytes): string {
  const key = drawerKey(secret);
  const padded = p.unseal(key, sealed, bound(secret, revision));
  p.erase(key);
  if (!padded) throw new CryptoError("cannot-vouch");
  try {
    return fromUtf8(unpad(padded));
  } catch {
    throw new CryptoError("cannot-vouch");
  }
}

/** ISO 7816-4 to whole steps. Throws `too-long` above 65,535 bytes. */
export function pad(data: Bytes): Bytes {
  if (data.length >= MOST) throw new CryptoError("too-long");
  const padded = new Uint8Array((Math.floor(data.length / STEP) + 1) * STEP);
  padded.set(data);
  padded[data.length] = 0x80;
  return padded;
}

/** What `pad` was given. Throws `cannot-vouch` for what `pad` cannot make. */
export function unpad(data: Bytes): Bytes {
  const mark = data.lastIndexOf(0x80);
  const whole = data.length > 0 && data.length <= MOST && data.length % STEP === 0;
  const clean = mark >= data.length - STEP && data.subarray(mark + 1).every((byte) => byte === 0);
  if (!whole || mark < 0 || !clean) throw new CryptoError("cannot-vouch");
  return data.slice(0, mark);
}

/** What the server cannot change unseen: whose it is, and which writing of it. */
function bound(secret: Bytes, revision: number): Bytes {
  return concat(label("drawer"), p.publicOf(secret), number(revision));
}
