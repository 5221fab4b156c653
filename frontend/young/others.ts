/**
 * Whoever is open in another tab of this browser. Others may use the same device: nothing is opened with the
 * key from there before the reader says that it is them.
 */
import type { Api } from "../api";
import type { Self } from "./self";
import { Tabs } from "./tabs";

const SLOT = "naere.slot.young"; // where CryptoClient keeps the sealed identity of this tab

export class Others {
  name = ""; // the nickname of whoever `ask` found
  #offered: string | null = null;
  #refused = false;
  readonly #tabs: Tabs;

  /** `replaced` is called when somebody else has begun in another tab: the browser's one session is theirs now. */
  constructor(
    private readonly api: Pick<Api, "young">,
    self: () => Pick<Self, "me"> | null,
    replaced: () => void,
  ) {
    this.#tabs = new Tabs({
      token: () => (self()?.me ? sessionStorage.getItem(SLOT) : null),
      who: () => self()?.me?.identity.publicKey ?? null,
      other: replaced,
    });
  }

  /** The nickname of whoever is open in another tab, "" for nobody. */
  async ask(): Promise<string> {
    this.#offered = await this.#tabs.ask();
    const me = this.#offered && (await this.api.young.me().catch(() => null));
    this.name = me ? me.person.nickname : "";
    return this.name;
  }

  /**
   * Whether the browser is somebody's of whom no tab may have answered `ask`: a phone lets tabs in the background
   * sleep, and who begins anew takes their session. Not whose: the tab may be closed long since. Without a network
   * nobody.
   */
  areAsleep(): Promise<boolean> {
    return this.api.young.begin().then(({ hasSession }) => hasSession, () => false);
  }

  /** What to ask before somebody begins anew here: "" for nothing. */
  async question(): Promise<"other" | "asleep" | ""> {
    if (this.#refused) return "";
    const asleep = this.areAsleep(); // while the tabs are asked
    if (await this.ask()) return "other";
    return (await asleep) ? "asleep" : "";
  }

  /** It is not them: the `question` is not put twice. */
  refuse(): void {
    this.#refused = true;
  }

  /** It is them: their key becomes this tab's, for `Self.restore` to open. */
  take(): void {
    if (this.#offered) sessionStorage.setItem(SLOT, this.#offered);
    this.#offered = null;
  }

  /** Tell the other tabs who has begun, or come back, in this one. */
  readonly tell = (who: string): void => {
    this.#refused = false; // whoever comes after them is somebody else
    this.#tabs.tell(who);
  };

  /** Say and hear nothing more. */
  close(): void {
    this.#tabs.close();
  }
}
