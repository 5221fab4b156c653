/** What was written on this device without a network comes home, and what the server keeps is laid down here. */
import type { Drawer, DrawerLock } from "../toolbox/box";
import { type Copy, type CopyStore, deviceStore, layDown, writtenHere } from "../toolbox/device";
import { type Entries, type Kind, nameOf } from "../toolbox/entries";
import { asSheet, isSame, mergeSheets, type Sheet } from "./sheet";

const SHEETS: readonly Kind[] = ["worry", "steps", "safety", "breathing"];

export type Owner = Pick<Copy, "tenant" | "publicKey" | "sealedPrivate">;

/**
 * Put what was written here field by field over what the server keeps. Rejects without a network, and then
 * what was written still lies here.
 */
export async function takeHome(
  publicKey: string,
  drawer: Drawer,
  lock: DrawerLock,
  store: CopyStore = deviceStore,
): Promise<void> {
  const copy = await store.get(publicKey);
  const written = copy && (await writtenHere(copy, lock));
  if (!written) return;
  for (const kind of SHEETS) {
    const [before, now] = [sheetIn(written.base, kind), sheetIn(written.here, kind)];
    if (isSame(before, now)) continue;
    const merged = mergeSheets(before, now, asSheet(drawer.read(kind)));
    await drawer.write(kind, Object.keys(merged).length ? merged : null);
  }
}

/** Lay the drawer down here as the server keeps it. Its owner has words: `sealedPrivate` is not empty. */
export function layDownHere(owner: Owner, drawer: Drawer, store: CopyStore = deviceStore): Promise<void> {
  return layDown(owner, drawer.asKept, store);
}

/** Let what lies here be what the server keeps now. */
export async function follow(publicKey: string, drawer: Drawer, store: CopyStore = deviceStore): Promise<void> {
  const copy = await store.get(publicKey);
  if (copy) await layDown(copy, drawer.asKept, store);
}

/** Whether one person's copy lies here. */
export async function isHere(publicKey: string, store: CopyStore = deviceStore): Promise<boolean> {
  return (await store.get(publicKey)) !== undefined;
}

/** Remove one person's copy. */
export function removeHere(publicKey: string, store: CopyStore = deviceStore): Promise<void> {
  return store.remove(publicKey);
}

function sheetIn(entries: Entries, kind: Kind): Sheet {
  return asSheet(entries.get(nameOf(kind))?.value ?? null);
}
