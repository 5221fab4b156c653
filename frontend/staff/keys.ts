/** The keys of whoever is logged in: made once with six words, opened by them, remembered or not. */
import type { Api } from "../api";
import type { CryptoClient } from "../crypto/client";
import type { StaffMe } from "../wire";

/** `none`: never made. `locked`: made, and to be opened with the words. `open`: held by the worker. */
export type Stand = "none" | "locked" | "open";

type Crypto = Pick<
  CryptoClient,
  | "createIdentity"
  | "createWords"
  | "deriveFromWords"
  | "forget"
  | "remember"
  | "restore"
  | "sealWithWords"
  | "unsealIdentity"
  | "wipe"
>;
type Calls = Pick<Api["staff"], "identity">;
type Who = Pick<StaffMe, "tenant" | "membership" | "identity">;

const FLAG = "naere.device."; // says only that this device remembers, for the page's words about it

/** One member's keys on this device. The slot is the membership: two people may share a computer. */
export class Keys {
  #publicKey = ""; // of the identity that is being made

  constructor(
    private readonly crypto: Crypto,
    private readonly api: Calls,
    private readonly flags: Storage = localStorage,
  ) {}

  /** Open what this device or this tab remembers. A key that is no longer the member's is forgotten. */
  async restore(who: Who): Promise<Stand> {
    if (!who.identity?.sealedPrivate) return "none";
    const held = await this.crypto.restore(who.membership.id);
    if (held?.publicKey === who.identity.publicKey) return "open";
    if (held) await this.forget(who, "wipe");
    return "locked";
  }

  /** Make a new identity and its words. Nothing is sent before `finish`. */
  async begin(): Promise<string[]> {
    this.#publicKey = (await this.crypto.createIdentity()).publicKey;
    return this.crypto.createWords();
  }

  /** Seal the new identity under its words and hand it in. Takes about a second on a phone. */
  async finish(who: Who, words: readonly string[], persistent: boolean): Promise<StaffMe> {
    const sealed = await this.crypto.sealWithWords(words, who.tenant);
    const me = await this.api.identity({ publicKey: this.#publicKey, ...sealed });
    await this.remember(who, persistent);
    return me;
  }

  /** Open the identity with its words. `wrong-words`, `unknown-word`, `word-count`. */
  async unlock(who: Who, words: string | readonly string[], persistent: boolean): Promise<void> {
    const { identity } = who;
    await this.crypto.deriveFromWords(words, who.tenant);
    await this.crypto.unsealIdentity({
      publicKey: identity?.publicKey ?? "",
      sealedPrivate: identity?.sealedPrivate ?? "",
    });
    await this.remember(who, persistent);
  }

  /** Keep the keys on this device, or else until this tab closes. A browser that cannot does neither. */
  async remember({ membership }: Who, persistent: boolean): Promise<void> {
    try {
      await this.crypto.remember(membership.id, { persistent });
      this.#flag(membership.id, persistent);
    } catch {
      this.#flag(membership.id, false);
    }
  }

  /** Forget the keys on this device. They go on for this tab, or with `wipe` at once. */
  async forget(who: Who, and: "go-on" | "wipe"): Promise<void> {
    await this.crypto.forget(who.membership.id);
    this.#flag(who.membership.id, false);
    if (and === "go-on") await this.remember(who, false);
    else await this.crypto.wipe();
  }

  /** Whether this device remembers beyond the tab. */
  isRemembered({ membership }: Who): boolean {
    return this.flags.getItem(FLAG + membership.id) !== null;
  }

  #flag(membership: string, on: boolean): void {
    if (on) this.flags.setItem(FLAG + membership, "1");
    else this.flags.removeItem(FLAG + membership);
  }
}
