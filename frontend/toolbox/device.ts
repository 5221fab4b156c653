/**
 * A drawer that lies sealed on the device too, for hours without a network (docs/adr/0015).
 *
 * It is there only when its owner has asked for it on this device, and has six words: what lies here is what
 * the server keeps, the private key sealed under the words among it, and nothing else.
 */
import { ApiError } from "../api";
import { CryptoError } from "../crypto/errors";
import { dropDatabase, namedStore, type NamedStore } from "../crypto/idb";
import type { DrawerCalls, DrawerLock, SealedDrawer } from "./box";
import { type Entries, parse } from "./entries";

export interface Copy {
  readonly tenant: string;
  readonly publicKey: string;
  readonly sealedPrivate: string;
  readonly base: SealedDrawer; // as the server last showed it
  readonly here: SealedDrawer; // `base`, or what was written since without a network
}

export type CopyStore = NamedStore<Copy>;

const DATABASE = "naere-kept";

export const deviceStore: CopyStore = namedStore<Copy>(DATABASE, "drawers");

/** Every copy that lies here; none where nothing can be kept. */
export async function copies(store: CopyStore = deviceStore): Promise<Copy[]> {
  const names = await store.names();
  const found = await Promise.all(names.map((name) => store.get(name)));
  return found.filter((copy) => copy !== undefined);
}

/** Remove all that lies here, whoever's it is. */
export async function dropCopies(): Promise<void> {
  await dropDatabase(DATABASE);
}

/** What was written here since the server last showed the drawer: before, and now; null when nothing was. */
export async function writtenHere(copy: Copy, lock: DrawerLock): Promise<{ base: Entries; here: Entries } | null> {
  if (copy.here.revision === copy.base.revision) return null;
  return { base: await opened(copy.base, lock), here: await opened(copy.here, lock) };
}

async function opened({ revision, sealed }: SealedDrawer, lock: DrawerLock): Promise<Entries> {
  return parse(sealed === null ? "" : await lock.openDrawer({ revision, sealed }));
}

/** A copy in the server's place, as long as there is no network. */
export class DeviceCalls implements DrawerCalls {
  constructor(
    private readonly publicKey: string,
    private readonly store: CopyStore = deviceStore,
  ) {}

  async drawer(): Promise<SealedDrawer> {
    return (await this.#copy()).here;
  }

  keepDrawer({ revision, sealed }: { revision: number; sealed: string }): Promise<{ revision: number }> {
    return alone(async () => {
      const copy = await this.#copy();
      if (copy.here.revision !== revision) throw new ApiError("changed", 409);
      const here = { revision: revision + 1, sealed };
      await this.store.put(this.publicKey, { ...copy, here });
      return { revision: here.revision };
    });
  }

  async #copy(): Promise<Copy> {
    const copy = await this.store.get(this.publicKey);
    if (!copy) throw new CryptoError("no-key"); // removed from another tab
    return copy;
  }
}

/** One tab at a time: none writes over what another has just written. */
export function alone<T>(act: () => Promise<T>): Promise<T> {
  const locks = (navigator as { locks?: LockManager }).locks;
  return locks ? locks.request(DATABASE, act) : act();
}
