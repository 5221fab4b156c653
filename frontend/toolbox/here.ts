/** Who is here on a page that is no conversation: found in this tab or another, or begun on the spot. */
import { api } from "../api";
import { startCrypto } from "../crypto/start";
import { readConfig } from "../young/config";
import { type Beginning, Self } from "../young/self";
import { Tabs } from "../young/tabs";
import type { Drawer } from "./box";
import { holdToken, type ToolboxConfig } from "./config";

const SLOT = "naere.slot.young"; // where CryptoClient keeps the sealed identity of this tab

/** Fires `wiped` when all of it is to disappear. Nothing is asked for and no key opened before `restore`. */
export class Here extends EventTarget {
  #self: Self | null = null;
  #config: Promise<ToolboxConfig> | null = null;
  readonly #tabs = new Tabs({ token: () => (this.#self?.me ? sessionStorage.getItem(SLOT) : null) });

  constructor() {
    super();
    window.addEventListener("naere:exit", () => this.#wipe());
  }

  /** Whether somebody is here: of this tab, or of another that is open. */
  async restore(): Promise<boolean> {
    if (this.#self?.me) return true;
    const token = sessionStorage.getItem(SLOT) ?? (await this.#tabs.ask());
    if (!token) return false;
    sessionStorage.setItem(SLOT, token);
    return (await this.self()).restore();
  }

  /** The person of this page, who may be nobody yet. */
  async self(): Promise<Self> {
    const { tenant } = await this.config();
    this.#self ??= new Self(startCrypto(), api, tenant);
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

  #wipe(): void {
    this.#tabs.close();
    this.#self?.wipe();
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
