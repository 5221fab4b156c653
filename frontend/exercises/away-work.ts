/** What `<exercise-keep>` needs to open by six words: at the server when it can be reached, else on the device. */
import { ApiError } from "../api";
import type { Drawer } from "../toolbox/box";
import { hereOnPage } from "../toolbox/here";
import "../young/return";
import { Away } from "./away";

export { Away } from "./away";

export interface Opened {
  readonly drawer: Drawer;
  readonly away: Away | null; // null: opened at the server
}

/**
 * What the words open: at the server, or `away` does. Whichever is not needed is wiped.
 * `CryptoError` `wrong-words`, `unknown-word`, `word-count`; `ApiError` 429.
 */
export async function openBy(words: readonly string[], away: Away): Promise<Opened> {
  try {
    const self = await hereOnPage().self();
    await self.returnBy(words);
    const drawer = await self.drawer();
    away.wipe();
    return { drawer, away: null };
  } catch (error) {
    if (!isOutOfReach(error)) throw error;
    return { drawer: await away.openBy(words), away };
  }
}

/** No network, or no server behind it; or it keeps it no longer, and what lies here may be the last of it. */
function isOutOfReach(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500 || error.code === "wrong-words");
}
