/**
 * The drawer for any page of the young people's door (docs/protocol.md, "Drawer"; R53).
 *
 * `drawer.read(kind)` and `drawer.write(kind, value)` for kinds with one value (`worry`, `steps`, `safety`,
 * `breathing`); `drawer.items(kind)` and `drawer.put(kind, id, value)` for those with one per tool (`tools`,
 * `notes`, `reminders`). A value is anything that JSON can say. Not for /skriv/, which has its own.
 */
import type { Drawer } from "./box";
import { hereOnPage } from "./here";

export { Drawer } from "./box";
export type { Kind } from "./entries";
export { type Here, hereOnPage } from "./here";

/**
 * What whoever is here keeps; null when nobody is in this tab yet: then ask `hereOnPage().other`, and offer
 * `<naere-start>` and `hereOnPage().start`, as `<toolbox-save>` does. `CryptoError` `cannot-vouch` when their key does not
 * fit, `unsupported` in an old browser; `ApiError` offline.
 */
export async function openDrawer(): Promise<Drawer | null> {
  const here = hereOnPage();
  return (await here.restore()) ? here.drawer() : null;
}
