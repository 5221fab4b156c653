/**
 * What a device may remember: a private key, sealed under a WebCrypto key that cannot be read out.
 *
 * Persistent ("remember this device", staff): key and sealed text both in the store. Otherwise (a young
 * person): only the key is stored, and the sealed text is handed out as a token for the tab's
 * `sessionStorage`, so it survives a reload and ends with the tab.
 */
import { fromBase64, toBase64, utf8, type Bytes } from "./encoding";
import { CryptoError } from "./errors";
import type { NamedStore } from "./idb";

export interface Kept {
  readonly key: CryptoKey;
  readonly sealed: string | null;
  readonly at: number;
}

/** Where keys are kept: IndexedDB in a browser. */
export type KeyStore = NamedStore<Kept>;

const IV = 12;
const STALE = 30 * 24 * 3600 * 1000; // ms; keys of tabs that were closed without forgetting

export class Vault {
  constructor(private readonly store: KeyStore) {}

  /** The token for the tab, or null when the device itself remembers. Throws `not-kept`. */
  async remember(secret: Bytes, slot: string, persistent: boolean): Promise<string | null> {
    const copy = secret.slice(); // the ring may be wiped while we wait
    try {
      return persistent ? await this.keepHere(copy, slot) : await this.keepInTab(copy, slot);
    } catch {
      throw new CryptoError("not-kept");
    } finally {
      copy.fill(0);
    }
  }

  /** The private key, or null when nothing is remembered or it can no longer be opened. */
  async restore(slot: string, token: string | null): Promise<Bytes | null> {
    try {
      const [handle, inTab] = token === null ? [null, null] : split(token);
      const kept = await this.store.get(handle === null ? here(slot) : tab(slot, handle));
      const sealed = inTab ?? kept?.sealed;
      return kept && sealed ? await open(kept.key, sealed, slot) : null;
    } catch {
      return null;
    }
  }

  /** Forget one slot, or everything on this device when no slot is named. */
  async forget(slot: string | null, token: string | null): Promise<void> {
    const names = slot === null ? await this.store.names() : [here(slot)];
    if (slot !== null && token !== null) names.push(tab(slot, split(token)[0]));
    for (const name of names) await this.store.remove(name);
  }

  private async keepHere(secret: Bytes, slot: string): Promise<null> {
    const key = await newKey();
    const sealed = await seal(key, secret, slot);
    await this.store.put(here(slot), { key, sealed, at: Date.now() });
    return null;
  }

  private async keepInTab(secret: Bytes, slot: string): Promise<string> {
    await this.prune();
    const key = await newKey();
    const handle = toBase64(crypto.getRandomValues(new Uint8Array(12)));
    const sealed = await seal(key, secret, slot);
    await this.store.put(tab(slot, handle), { key, sealed: null, at: Date.now() });
    return `${handle}.${sealed}`;
  }

  private async prune(): Promise<void> {
    for (const name of await this.store.names()) {
      const kept = await this.store.get(name);
      if (kept && kept.sealed === null && kept.at < Date.now() - STALE) await this.store.remove(name);
    }
  }
}

function here(slot: string): string {
  return `device/${slot}`;
}

function tab(slot: string, handle: string): string {
  return `tab/${slot}/${handle}`;
}

function split(token: string): [string, string] {
  const [handle = "", sealed = ""] = token.split(".");
  return [handle, sealed];
}

function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

function algorithm(iv: Bytes, slot: string): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: utf8(`naere/v1/slot/${slot}`) };
}

async function seal(key: CryptoKey, secret: Bytes, slot: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const body = await crypto.subtle.encrypt(algorithm(iv, slot), key, secret);
  return toBase64(new Uint8Array([...iv, ...new Uint8Array(body)]));
}

async function open(key: CryptoKey, sealed: string, slot: string): Promise<Bytes> {
  const data = fromBase64(sealed);
  const [iv, body] = [data.slice(0, IV), data.slice(IV)];
  return new Uint8Array(await crypto.subtle.decrypt(algorithm(iv, slot), key, body));
}
