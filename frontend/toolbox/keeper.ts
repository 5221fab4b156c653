/** Saves the tools of a conversation in the young person's drawer, and knows which are there. */
import { pick } from "../i18n/pick";
import { toolbox } from "../i18n/toolbox";
import type { Drawer } from "./box";
import type { CardActs, CardState } from "./card-view";
import type { Card } from "./cards";
import { keepTool } from "./tools";
import { whyNot } from "./trouble";

export class CardKeeper extends EventTarget implements CardActs {
  #drawer: Drawer | null = null;
  #opening = false;
  readonly #saving = new Set<string>();
  readonly #troubles = new Map<string, string>();

  /** `open` gives the drawer of whoever is here. */
  constructor(private readonly open: () => Promise<Drawer>) {
    super();
  }

  /** The drawer is looked into when the first tool is on the screen, not before. */
  stateOf(id: string): CardState {
    if (!this.#drawer && !this.#opening) void this.#look();
    if (this.#saving.has(id)) return "saving";
    return this.#drawer?.items("tools").has(id) ? "saved" : "";
  }

  troubleOf(id: string): string {
    return this.#troubles.get(id) ?? "";
  }

  async keep(card: Card): Promise<void> {
    if (this.#saving.has(card.id)) return;
    this.#saving.add(card.id);
    this.#troubles.delete(card.id);
    this.#change();
    try {
      this.#drawer = await this.open();
      await keepTool(this.#drawer, card);
    } catch (error) {
      this.#troubles.set(card.id, whyNot(error, pick(toolbox)));
    } finally {
      this.#saving.delete(card.id);
      this.#change();
    }
  }

  /** Somebody else may be here now, or nobody. */
  clear(): void {
    this.#drawer = null;
    this.#opening = false;
    this.#saving.clear();
    this.#troubles.clear();
  }

  async #look(): Promise<void> {
    this.#opening = true;
    const found = await this.open().catch(() => null); // saving tells what is wrong, looking does not
    this.#drawer = this.#drawer ?? found; // somebody may have saved meanwhile
    this.#change();
  }

  #change(): void {
    this.dispatchEvent(new Event("change"));
  }
}
