/** Who is here on a page that is no conversation: found in this tab, in another if it is them, or begun on the spot. */
import { api, ApiError } from "../api";
import { readConfig } from "../young/config";
import { Others } from "../young/others";
import type { Beginning, Self } from "../young/self";
import type { Drawer } from "./box";
import { holdToken, type ToolboxConfig } from "./config";

const SLOT = "naere.slot.young"; // where CryptoClient keeps the sealed identity of this tab

/** Most readers are nobody to us: what keeps keys is fetched when there is one to keep. */
const heavy = () =>
  import("./here-work").catch(() => {
    throw new ApiError("offline", 0);
  });

/** Fires `wiped` when all of it is to disappear. Nothing is asked for and no key opened before `restore`. */
export class Here extends EventTarget {
  #self: Self | null = null;
  #config: Promise<ToolboxConfig> | null = null;
  readonly #others = new Others(api, () => this.#self, () => void this.#makeRoom());

  constructor() {
    super();
    window.addEventListener("naere:exit", ({ detail }) => this.#wipe(detail));
  }

  /** Whether this tab has a key, which `restore` may open. */
  hasKey(): boolean {
    return Boolean(this.#self?.me) || sessionStorage.getItem(SLOT) !== null;
  }

  /** Whether somebody is here in this tab. */
  async restore(): Promise<boolean> {
    if (this.#self?.me) return true;
    return this.hasKey() && (await this.self()).restore();
  }

  /**
   * The nickname of whoever is open in another tab, "" for nobody. Others may use the same browser: nothing is
   * opened before the reader says that it is them, which is `accept`.
   */
  other(): Promise<string> {
    return this.#others.ask();
  }

  /** Whether the browser is somebody's whose tab does not answer `other`: as `Others.areAsleep`. */
  asleep(): Promise<boolean> {
    return this.#others.areAsleep();
  }

  /** Be who is open in the other tab. False when they are gone meanwhile. */
  accept(): Promise<boolean> {
    this.#others.take();
    return this.restore();
  }

  /** The person of this page, who may be nobody yet. `ApiError` `offline` when the program for it does not come. */
  async self(): Promise<Self> {
    const [{ tenant }, { Self, startCrypto }] = await Promise.all([this.config(), heavy()]);
    if (!this.#self) {
      this.#self = new Self(startCrypto(), api, tenant);
      this.#self.became = this.#others.tell;
    }
    return this.#self;
  }

  /** What whoever is here keeps. Errors as `Self.drawer`. */
  async drawer(): Promise<Drawer> {
    return (await this.self()).drawer();
  }

  /** Become somebody new. `ApiError` when the server does not take the name. */
  async start(given: Beginning): Promise<void> {
    await (await this.self()).start(given);
  }

  /** What the page says of the municipality, or the server when the page does not. */
  config(): Promise<ToolboxConfig> {
    this.#config ??= this.#askConfig().catch((error: unknown) => {
      this.#config = null;
      throw error;
    });
    return this.#config;
  }

  async #askConfig(): Promise<ToolboxConfig> {
    const hasToken = document.querySelector('meta[name="csrf-token"]') !== null;
    if (hasToken && document.getElementById("config")) return readConfig("config");
    const { token, config } = await api.young.begin();
    holdToken(token);
    return config;
  }

  /** Somebody else has begun in another tab: keys and all that is open go, as when signed out. */
  async #makeRoom(): Promise<void> {
    document.documentElement.hidden = true;
    await this.#self?.signedOut().catch(() => undefined);
    location.reload();
  }

  #wipe(how: { leaves: boolean }): void {
    this.#others.close();
    this.#self?.wipe(how);
    sessionStorage.clear();
    this.dispatchEvent(new Event("wiped"));
  }
}

let page: Here | null = null;

/** The one of this page. */
export function hereOnPage(): Here {
  page ??= new Here();
  return page;
}
