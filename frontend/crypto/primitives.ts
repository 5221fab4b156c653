/**
 * libsodium as the protocol uses it (e2ee.md, "Primitives"). Failures are `null`, never half results.
 * Await `ready` once before anything else here.
 */
import sodium from "libsodium-wrappers-sumo";
import { concat, type Bytes } from "./encoding";
import { CryptoError } from "./errors";

export const KEY = 32;
export const NONCE = 24;
const MEMORY = 64 * 1024 * 1024; // bytes
const PASSES = 3;

/** Resolves when the WebAssembly is there; throws `unsupported` where it cannot be. */
export async function ready(): Promise<void> {
  try {
    await sodium.ready;
  } catch {
    throw new CryptoError("unsupported");
  }
}

/** 32 random bytes: a private key or an epoch key. */
export function newKey(): Bytes {
  return sodium.randombytes_buf(KEY) as Bytes;
}

/** An even draw from 0 to `below` - 1. */
export function draw(below: number): number {
  return sodium.randombytes_uniform(below);
}

/** Argon2id, 3 passes over 64 MiB, to 32 bytes; the salt has 16. Throws `unsupported` without that memory. */
export function stretch(password: Uint8Array, salt: Uint8Array): Bytes {
  const algorithm = sodium.crypto_pwhash_ALG_ARGON2ID13;
  try {
    return sodium.crypto_pwhash(KEY, password, salt, PASSES, MEMORY, algorithm) as Bytes;
  } catch {
    throw new CryptoError("unsupported");
  }
}

/** `crypto_kdf_derive_from_key` to 32 bytes; the context has 8 characters. */
export function subkey(key: Uint8Array, index: number, context: string): Bytes {
  return sodium.crypto_kdf_derive_from_key(KEY, index, context, key) as Bytes;
}

/** BLAKE2b-256 without a key. */
export function digest(data: Uint8Array): Bytes {
  return sodium.crypto_generichash(KEY, data, null) as Bytes;
}

/** BLAKE2b-256 with a key. */
export function mac(key: Uint8Array, data: Uint8Array): Bytes {
  return sodium.crypto_generichash(KEY, data, key) as Bytes;
}

/** Equality in constant time; different lengths are different. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && sodium.memcmp(a, b);
}

/** XChaCha20-Poly1305 after its nonce. Only vectors give a nonce. */
export function seal(
  key: Uint8Array,
  plain: Uint8Array,
  aad: Uint8Array,
  nonce: Uint8Array = sodium.randombytes_buf(NONCE),
): Bytes {
  const body = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, aad, null, nonce, key);
  return concat(nonce, body);
}

/** What `seal` was given, or null when one bit of key, text or aad differs. */
export function unseal(key: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Bytes | null {
  const [nonce, body] = [sealed.subarray(0, NONCE), sealed.subarray(NONCE)];
  try {
    const plain = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, body, aad, nonce, key);
    return plain as Bytes;
  } catch {
    return null;
  }
}

/**
 * crypto_box after its nonce. Only vectors give a nonce. Throws `bad-input` for a recipient's key of
 * low order, whose box anybody could open.
 */
export function box(
  plain: Uint8Array,
  recipient: Uint8Array,
  secret: Uint8Array,
  nonce: Uint8Array = sodium.randombytes_buf(NONCE),
): Bytes {
  try {
    return concat(nonce, sodium.crypto_box_easy(plain, nonce, recipient, secret));
  } catch {
    throw new CryptoError("bad-input");
  }
}

/** What `box` was given, or null when it was not made by the creator for this key. */
export function unbox(boxed: Uint8Array, creator: Uint8Array, secret: Uint8Array): Bytes | null {
  const [nonce, body] = [boxed.subarray(0, NONCE), boxed.subarray(NONCE)];
  try {
    return sodium.crypto_box_open_easy(body, nonce, creator, secret) as Bytes;
  } catch {
    return null;
  }
}

/** The X25519 public key of a private key. */
export function publicOf(secret: Uint8Array): Bytes {
  return sodium.crypto_scalarmult_base(secret) as Bytes;
}

/** Overwrite keys that are no longer needed. */
export function erase(...keys: readonly (Uint8Array | null)[]): void {
  for (const key of keys) if (key) sodium.memzero(key);
}
