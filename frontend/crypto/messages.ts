/** One message: a header that is authenticated and a padded body that is encrypted. */
import { concat, fromUtf8, label, number, utf8, uuid, type Bytes } from "./encoding";
import { CryptoError } from "./errors";
import * as p from "./primitives";

export const VERSION = 1;
export const SIZES: readonly number[] = [256, 512, 1024, 2048, 4096, 8192]; // bytes of a padded body

/** What the server sees of a message and the aead holds it to. */
export interface Header {
  readonly tenant: string;
  readonly conversation: string;
  readonly epoch: number;
  readonly id: string;
  readonly sender: string;
  readonly n: number;
}

/** What is written: text, or a tool handed over. `at` is the sender's clock. */
export interface Body {
  readonly kind: string;
  readonly text?: string;
  readonly tool?: unknown;
  readonly at?: string | number;
}

/** The canonical bytes. Throws `bad-input`. */
export function encodeHeader(header: Header): Bytes {
  return concat(
    label("message"),
    number(VERSION),
    uuid(header.tenant),
    uuid(header.conversation),
    number(header.epoch),
    uuid(header.id),
    uuid(header.sender),
    number(header.n),
  );
}

/** ISO 7816-4 to the smallest size that fits. Throws `too-long` above 8,191 bytes. */
export function pad(data: Bytes): Bytes {
  const size = SIZES.find((size) => data.length < size);
  if (size === undefined) throw new CryptoError("too-long");
  const padded = new Uint8Array(size);
  padded.set(data);
  padded[data.length] = 0x80;
  return padded;
}

/** What `pad` was given. Throws `cannot-vouch` for a size or an ending that `pad` cannot make. */
export function unpad(data: Bytes): Bytes {
  const mark = data.lastIndexOf(0x80);
  const clean = mark >= 0 && data.subarray(mark + 1).every((byte) => byte === 0);
  if (!SIZES.includes(data.length) || !clean) throw new CryptoError("cannot-vouch");
  return data.slice(0, mark);
}

/** The body as compact JSON. The text is not normalised: it stays as it was written. */
export function encodeBody(body: Body): Bytes {
  return utf8(JSON.stringify(body));
}

/** The body of JSON. Throws `cannot-vouch` unless it is an object with a `kind`. */
export function decodeBody(data: Bytes): Body {
  let body: unknown;
  try {
    body = JSON.parse(fromUtf8(data));
  } catch {
    throw new CryptoError("cannot-vouch");
  }
  if (!isBody(body)) throw new CryptoError("cannot-vouch");
  return body;
}

function isBody(body: unknown): body is Body {
  return typeof body === "object" && body !== null && "kind" in body && typeof body.kind === "string";
}

/** The key of all messages of an epoch; the nonces differ. */
export function messageKey(epochKey: Bytes): Bytes {
  return p.subkey(epochKey, 1, "message_");
}

/** A message as it goes over the wire. Throws `too-long`, `bad-input`. */
export function encrypt(epochKey: Bytes, header: Header, body: Body, nonce?: Bytes): Bytes {
  return p.seal(messageKey(epochKey), pad(encodeBody(body)), encodeHeader(header), nonce);
}

/** The body. Throws `cannot-vouch` unless every bit is as the sender made it. */
export function decrypt(epochKey: Bytes, header: Header, ciphertext: Bytes): Body {
  const padded = p.unseal(messageKey(epochKey), ciphertext, encodeHeader(header));
  if (!padded) throw new CryptoError("cannot-vouch");
  return decodeBody(unpad(padded));
}
