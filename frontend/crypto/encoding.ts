/** How values become bytes (`docs/protocol.md`, "Encoding"). */
import { type Code, CryptoError } from "./errors";

export type Bytes = Uint8Array<ArrayBuffer>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** UTF-8. */
export function utf8(value: string): Bytes {
  return encoder.encode(value) as Bytes;
}

/** The text of UTF-8; throws a TypeError when it is none. */
export function fromUtf8(data: Uint8Array): string {
  return decoder.decode(data);
}

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** UTF-8 of the NFKC form after its length as four big-endian bytes. */
export function text(value: string): Bytes {
  const data = utf8(value.normalize("NFKC"));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, data.length);
  return concat(length, data);
}

/** Eight big-endian bytes. Throws `bad-input` unless a whole number of 0 to 2^53 - 1. */
export function number(value: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0) throw new CryptoError("bad-input");
  const data = new Uint8Array(8);
  const view = new DataView(data.buffer);
  view.setUint32(0, Math.floor(value / 2 ** 32));
  view.setUint32(4, value % 2 ** 32);
  return data;
}

/** A lower-case UUID with dashes, as text. Throws `bad-input` for anything else. */
export function uuid(value: string): Bytes {
  if (!UUID.test(value)) throw new CryptoError("bad-input");
  return text(value);
}

/** The domain separator `naere/v1/<name>`, as text. */
export function label(name: string): Bytes {
  return text(`naere/v1/${name}`);
}

/** Standard base64 with padding. */
export function toBase64(data: Uint8Array): string {
  let binary = "";
  for (const byte of data) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The bytes of canonical standard base64. Throws the code given in `otherwise`. */
export function fromBase64(value: string, otherwise: Code = "bad-input"): Bytes {
  let binary: string;
  try {
    binary = atob(value);
  } catch {
    throw new CryptoError(otherwise);
  }
  const data = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  if (toBase64(data) !== value) throw new CryptoError(otherwise);
  return data;
}

/** A public key out of base64. Throws `bad-input` unless it has 32 bytes. */
export function publicKey(value: string): Bytes {
  const data = fromBase64(value);
  if (data.length !== 32) throw new CryptoError("bad-input");
  return data;
}
