/** What this device keeps sealed, opened without a network: by the key of this tab, or by the six words. */
import { CryptoError, type CryptoClient } from "../crypto/client";
import { startCrypto } from "../crypto/start";
import { Drawer } from "../toolbox/box";
import { copies, type CopyStore, DeviceCalls, deviceStore } from "../toolbox/device";

const SLOT = "young";

/** Whether anything is kept here to be opened. */
export async function isAnythingHere(store: CopyStore = deviceStore): Promise<boolean> {
  return (await copies(store).catch(() => [])).length > 0;
}

export class Away {
  readonly #crypto: CryptoClient;

  constructor(
    crypto: CryptoClient | null = null,
    private readonly store: CopyStore = deviceStore,
  ) {
    this.#crypto = crypto ?? startCrypto();
  }

  /** The drawer of whoever this tab was before it was loaded again; null when it was nobody, or has no copy. */
  async restore(): Promise<Drawer | null> {
    const kept = await this.#crypto.restore(SLOT).catch(() => null);
    return kept && (await this.store.get(kept.publicKey)) ? this.#open(kept.publicKey) : null;
  }

  /** The drawer that the words open. `CryptoError` `wrong-words` when none here does. */
  async openBy(words: readonly string[]): Promise<Drawer> {
    let tenant: string | null = null;
    for (const copy of await copies(this.store)) {
      if (copy.tenant !== tenant) await this.#crypto.deriveFromWords(words, copy.tenant);
      tenant = copy.tenant;
      const { sealedPrivate, publicKey } = copy;
      const isTheirs = await this.#crypto.unsealIdentity({ sealedPrivate, publicKey }).catch(isAnother);
      if (isTheirs) {
        await this.#crypto.remember(SLOT, { persistent: false }).catch(() => undefined); // until it is loaded again
        return this.#open(publicKey);
      }
    }
    throw new CryptoError("wrong-words");
  }

  completions(prefix: string): Promise<string[]> {
    return this.#crypto.wordCompletions(prefix).catch(() => []);
  }

  /** Away at once: the keys go with the worker. */
  wipe(): void {
    this.#crypto.stop();
  }

  #open(publicKey: string): Promise<Drawer> {
    return Drawer.open(this.#crypto, new DeviceCalls(publicKey, this.store));
  }
}

function isAnother(error: unknown): null {
  if (error instanceof CryptoError && error.code === "wrong-words") return null;
  throw error;
}
