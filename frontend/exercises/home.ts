/** What was written on this device without a network comes home, and what the server keeps is laid down here. */
import type { Drawer, DrawerLock } from "../toolbox/box";
import { alone, type Copy, type CopyStore, deviceStore, dropCopies, writtenHere } from "../toolbox/device";
import { type Entries, type Kind, nameOf } from "../toolbox/entries";
import { asSheet, isSame, mergeSheets, type Sheet } from "./sheet";

const SHEETS: readonly Kind[] = ["worry", "steps", "safety", "breathing"];

export type Owner = Pick<Copy, "tenant" | "publicKey" | "sealedPrivate">;

/**
 * Put what was written here field by field over what the server keeps, and lay down here what it keeps then,
 * under the words that hold now (`sealed`). Nothing where no copy lies. One tab at a time, so that none lays down
 * over what another has just written. Rejects without a network, and then what was written still lies here.
 */
export function bringTogether(
  publicKey: string,
  drawer: Drawer,
  lock: DrawerLock,
  sealed: () => Promise<string | null>,
  store: CopyStore = deviceStore,
): Promise<void> {
  return alone(async () => {
    const copy = await store.get(publicKey);
    if (!copy) return;
    await takeHome(copy, drawer, lock);
    const { tenant } = copy;
    const sealedPrivate = await sealed();
    if (!sealedPrivate) return store.remove(publicKey); // no words open it any more
    const kept = drawer.asKept;
    await store.put(publicKey, { tenant, publicKey, sealedPrivate, base: kept, here: kept });
  });
}

async function takeHome(copy: Copy, drawer: Drawer, lock: DrawerLock): Promise<void> {
  const written = await writtenHere(copy, lock);
  if (!written) return;
  for (const kind of SHEETS) {
    const [before, now] = [sheetIn(written.base, kind), sheetIn(written.here, kind)];
    const kept = asSheet(drawer.read(kind));
    const merged = mergeSheets(before, now, kept);
    if (!isSame(merged, kept)) await drawer.write(kind, Object.keys(merged).length ? merged : null);
  }
}

/** Lay the drawer down here for the first time, as the server keeps it. Its owner has words. */
export function layDownHere(owner: Owner, drawer: Drawer, store: CopyStore = deviceStore): Promise<void> {
  const kept = drawer.asKept;
  return alone(() => store.put(owner.publicKey, { ...owner, base: kept, here: kept }));
}

/** Whether one person's copy lies here. */
export async function isHere(publicKey: string, store: CopyStore = deviceStore): Promise<boolean> {
  return (await store.get(publicKey)) !== undefined;
}

/** Remove one person's copy. */
export function removeHere(publicKey: string, store: CopyStore = deviceStore): Promise<void> {
  return alone(async () => {
    await store.remove(publicKey);
    if (store === deviceStore && !(await store.names()).length) await dropCopies(); // not even an empty one tells of it
  });
}

function sheetIn(entries: Entries, kind: Kind): Sheet {
  return asSheet(entries.get(nameOf(kind))?.value ?? null);
}
