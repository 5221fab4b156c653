/** The young person in this tab: keys, session, conversations. What the views ask for is done here. */
import { ApiError, type Api } from "../api";
import { newId } from "../chat/ids";
import { ConversationSession } from "../chat/session";
import { type CryptoClient, CryptoError } from "../crypto/client";
import { Drawer } from "../toolbox/box";
import { pagesAreKept } from "../toolbox/kept-pages";
import { forgetDue } from "../toolbox/reminders";
import type { Kind, Me } from "../wire";

const SLOT = "young";

const home = () => import("../exercises/home");

export interface Beginning {
  readonly nickname: string;
  readonly ageGroup: string;
  readonly topics: string[];
}

export class Self {
  me: Me | null = null;
  /** Called with the public key of whoever has begun or come back in this tab. */
  became: (who: string) => void = nothing;
  readonly #sessions = new Map<string, ConversationSession>();
  #drawer: Promise<Drawer> | null = null;

  constructor(
    private readonly crypto: CryptoClient,
    private readonly api: Api,
    private readonly tenant: string,
    private readonly makeSession = (id: string) => this.#newSession(id),
  ) {}

  /** Be who this tab was before it was loaded again. False when it was nobody, or is signed out. */
  async restore(): Promise<boolean> {
    const kept = await this.crypto.restore(SLOT).catch(noKey);
    if (!kept) return false;
    // Without a network it rejects, and the key is still there when there is one again.
    const me = await this.api.young.me().catch(isNobody);
    if (me?.identity.publicKey === kept.publicKey) {
      this.me = me;
      return true;
    }
    await this.crypto.forget(SLOT).catch(noKey);
    return false;
  }

  /** Become somebody new. `ApiError` when the server does not take the name. */
  async start(given: Beginning): Promise<void> {
    const { publicKey } = await this.crypto.createIdentity();
    await this.#become(await this.api.young.start({ ...given, publicKey }));
  }

  /** Become who the six words are. `CryptoError` for the words, `ApiError` `wrong-words` or 429. */
  async returnBy(words: readonly string[]): Promise<void> {
    const { lookup, auth } = await this.crypto.deriveFromWords(words, this.tenant);
    const me = await this.api.young.return({ lookup, auth });
    const { sealedPrivate, publicKey } = me.identity;
    if (!sealedPrivate) throw new CryptoError("wrong-words");
    await this.crypto.unsealIdentity({ sealedPrivate, publicKey });
    await this.#become(me);
  }

  /** Look again at the conversations and at what is possible now. */
  async refresh(): Promise<Me> {
    const me = await this.api.young.me();
    // Somebody else has begun in another tab of this browser: their session is not for the keys in this one.
    if (this.me && this.me.identity.publicKey !== me.identity.publicKey) throw new ApiError("sign-in", 401);
    this.me = me;
    return me;
  }

  /** Ask for a peer. `ApiError` `queue-full`, `closed-now`, `no-team`, `too-many-open`. */
  async begin(kind: Kind): Promise<ConversationSession> {
    try {
      return await this.#begin(kind);
    } catch (error) {
      // The team has had a new key since it was last looked at: whoever reads for long before the first word.
      if (!(error instanceof ApiError && error.code === "wrong-recipients")) throw error;
      await this.refresh();
      return this.#begin(kind);
    }
  }

  async #begin(kind: Kind): Promise<ConversationSession> {
    const { identity, peersTeam } = this.#known();
    if (!peersTeam) throw new ApiError("no-team", 409);
    const id = newId();
    const recipients = [identity, peersTeam].map(({ id, publicKey }) => ({ id, publicKey }));
    const first = { tenant: this.tenant, conversation: id, epoch: 0, recipients };
    const { commit, shares } = await this.crypto.createEpoch(first);
    await this.api.conversations.create({ id, kind, epoch: { commit, shares } });
    return this.session(id);
  }

  /** The session of one of the own conversations. */
  session(id: string): ConversationSession {
    const session = this.#sessions.get(id) ?? this.makeSession(id);
    this.#sessions.set(id, session);
    return session;
  }

  /**
   * Six words by which one can come back; they work from the moment they are given. `ApiError` `has-words` when
   * there are words already that are not to be replaced.
   */
  async makeWords({ replaces }: { replaces: boolean }): Promise<string[]> {
    const words = await this.crypto.createWords();
    const sealed = await this.crypto.sealWithWords(words, this.tenant);
    await this.api.young.words({ ...sealed, replaces });
    const me = this.#known();
    this.me = { ...me, person: { ...me.person, hasWords: true } };
    // What lies on this device opens by the new words from now on.
    if (await this.isHere().catch(() => false)) await this.drawer().then((drawer) => this.#withDevice(drawer)).catch(nothing);
    return words;
  }

  /** What this person keeps for themself, opened when first asked for. Errors as `Drawer.open`. */
  drawer(): Promise<Drawer> {
    this.#known();
    this.#drawer ??= this.#openDrawer().catch((error: unknown) => {
      this.#drawer = null; // the next one asks again
      throw error;
    });
    return this.#drawer;
  }

  async #openDrawer(): Promise<Drawer> {
    const drawer = await Drawer.open(this.crypto, this.api.young);
    // When it does not get there now, it still lies here, and the next time tries again.
    await this.#withDevice(drawer).catch(nothing);
    drawer.addEventListener("kept", () => void this.#withDevice(drawer).catch(nothing));
    return drawer;
  }

  /** What was written on this device without a network goes into the drawer, and what the server keeps lies here. */
  async #withDevice(drawer: Drawer): Promise<void> {
    const publicKey = this.me?.identity.publicKey;
    if (!publicKey || !(await pagesAreKept())) return;
    const { bringTogether } = await home();
    await bringTogether(publicKey, drawer, this.crypto, async () => (await this.api.young.sealed()).sealedPrivate);
  }

  /** Whether what I keep lies sealed on this device too. */
  async isHere(): Promise<boolean> {
    const { publicKey } = this.#known().identity;
    return (await pagesAreKept()) && (await home()).isHere(publicKey);
  }

  /**
   * Have what I keep on this device too, sealed, for when there is no network (docs/adr/0015). Only for who asks
   * for it here, and has words to open it by: others may use the same phone. `CryptoError` `no-key` without words.
   */
  async keepHere(): Promise<void> {
    const { tenant } = this;
    const { publicKey } = this.#known().identity;
    const [drawer, { sealedPrivate }] = await Promise.all([this.drawer(), this.api.young.sealed()]);
    if (!sealedPrivate) throw new CryptoError("no-key");
    await (await home()).layDownHere({ tenant, publicKey, sealedPrivate }, drawer);
  }

  /** Have it here no longer. */
  async removeHere(): Promise<void> {
    await (await home()).removeHere(this.#known().identity.publicKey);
  }

  completions(prefix: string): Promise<string[]> {
    return this.crypto.wordCompletions(prefix).catch(() => []);
  }

  /** Delete everything, here and at the server. False when what lies on this device could not be removed. */
  async forget(): Promise<boolean> {
    this.#hangUp(); // or the server does, and it looks like being signed out
    await this.api.young.forget();
    const isGone = await this.removeHere().then(() => true, async () => !(await pagesAreKept()));
    await this.#nobody();
    return isGone;
  }

  /** Go out of this tab; what is stored stays for whoever has the words. */
  async leave(): Promise<void> {
    this.#hangUp();
    await this.api.young.leave().catch(signedOut);
    await this.#nobody();
  }

  /** Signed out by the server: words and keys go. The draft is for the caller to take before. */
  async signedOut(): Promise<void> {
    await this.#nobody();
  }

  /**
   * Away at once: words and keys are overwritten, nothing is waited for. Only who `leaves` ends the session: who
   * follows another tab may find somebody else's.
   */
  wipe({ leaves }: { readonly leaves: boolean }): void {
    for (const session of this.#sessions.values()) session.wipe();
    this.#sessions.clear();
    // Even without `me`: this tab may not yet know that it is somebody.
    if (leaves) void this.api.young.leave().catch(() => {});
    this.me = this.#drawer = null;
    void this.crypto.wipe().catch(() => {});
    this.crypto.stop();
  }

  #hangUp(): void {
    for (const session of this.#sessions.values()) session.close();
  }

  async #nobody(): Promise<void> {
    for (const session of this.#sessions.values()) session.wipe();
    this.#sessions.clear();
    this.me = this.#drawer = null;
    forgetDue();
    await this.crypto.forget(SLOT).catch(noKey);
    await this.crypto.wipe().catch(noKey);
  }

  /** Whoever was here before has nothing to do with who is here now. */
  async #become(me: Me): Promise<void> {
    for (const session of this.#sessions.values()) session.wipe();
    this.#sessions.clear();
    this.#drawer = null;
    this.me = me;
    await this.#remember();
  }

  #known(): Me {
    if (!this.me) throw new ApiError("sign-in", 401);
    return this.me;
  }

  async #remember(): Promise<void> {
    this.became(this.#known().identity.publicKey);
    // Without it (private windows) the conversation lasts until the page is loaded again.
    await this.crypto.remember(SLOT, { persistent: false }).catch(noKey);
  }

  #newSession(id: string): ConversationSession {
    const { crypto, api, tenant } = this;
    return new ConversationSession({ crypto, api, tenant, me: this.#known().identity, party: "young" }, id);
  }
}

function nothing(): void {}

function noKey(error: unknown): null {
  if (error instanceof CryptoError && error.code !== "stopped" && error.code !== "unsupported") return null;
  throw error;
}

function isNobody(error: unknown): null {
  if (error instanceof ApiError && error.status === 401) return null;
  throw error;
}

function signedOut(error: unknown): null {
  if (error instanceof ApiError && (error.status === 401 || error.status === 0)) return null;
  throw error;
}
