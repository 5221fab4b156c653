/** `<toolbox-save data-tool data-slug data-name data-line>`: one tap on a tool's page, and it is kept. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../chat/icons";
import type { Drawer } from "./box";
import { type Card, readCard } from "./cards";
import { ForWhom, hasKey, heavy } from "./for-whom";

export class Save extends ForWhom {
  static override properties = { due: { state: true }, wordless: { state: true } };

  declare protected due: number | null;
  declare protected wordless: boolean; // without six words it is gone when the page closes

  protected readonly intro = this.tools.save.intro;
  #card: Card | null = null;

  constructor() {
    super();
    this.due = null;
    this.wordless = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { tool: id, slug, name, line = "" } = this.dataset;
    this.#card = readCard({ id, slug, name, line });
    this.hidden = this.#card === null;
    window.addEventListener("naere:exit", () => this.remove());
    if (hasKey()) void this.#look();
  }

  protected own(): TemplateResult {
    return this.step === "saved" ? this.#saved() : this.#idle();
  }

  #idle(): TemplateResult {
    return html`<button type="button" class="button button-primary" ?disabled=${this.busy} @click=${this.keep}>
      ${icon("heart")} ${this.busy ? this.tools.loading : this.tools.save.save}
    </button>`;
  }

  #saved(): TemplateResult {
    const t = this.tools.save;
    return html`<p class="save-done" tabindex="-1">${icon("check")} ${t.saved} <a href="/gemt/">${t.toSaved}</a></p>
      ${this.wordless ? this.#words() : nothing}
      <toolbox-remind .due=${this.due} @remind=${this.#remind}></toolbox-remind>
      <button type="button" class="button button-tertiary button-small" ?disabled=${this.busy} @click=${this.#remove}>
        ${t.remove}
      </button>`;
  }

  #words(): TemplateResult {
    const t = this.tools.saved;
    return html`<p class="save-words">${t.wordsText} <a href="/gemt/#ord">${t.words}</a></p>`;
  }

  protected async keepIn(drawer: Drawer): Promise<void> {
    if (!this.#card) return;
    const { keepTool, dueOf, isWithoutWords } = await heavy();
    await keepTool(drawer, this.#card);
    this.due = dueOf(drawer, this.#card.id);
    this.wordless = await isWithoutWords();
    this.to("saved");
  }

  #remind(event: CustomEvent<number | null>): Promise<void> {
    const due = event.detail;
    return this.attempt(async ({ setReminder, whenText }) => {
      if (!this.drawer || !this.#card) return;
      await setReminder(this.drawer, this.#card.id, due);
      this.due = due;
      this.said = due === null ? "" : this.tools.save.reminded(whenText(due, new Date(), this.tools));
    });
  }

  readonly #remove = (): Promise<void> =>
    this.attempt(async ({ dropTool }) => {
      if (!this.drawer || !this.#card) return;
      await dropTool(this.drawer, this.#card.id);
      this.to("idle");
      this.said = this.tools.save.removed;
    });

  /** Somebody is here: show whether they have it. What fails is told when they tap. */
  async #look(): Promise<void> {
    try {
      const { openDrawer, dueOf, isWithoutWords } = await heavy();
      this.drawer = await openDrawer();
      if (!this.#card || !this.drawer?.items("tools").has(this.#card.id)) return;
      this.due = dueOf(this.drawer, this.#card.id);
      this.wordless = await isWithoutWords();
      this.step = "saved";
    } catch {
      // the button says it
    }
  }
}

customElements.define("toolbox-save", Save);
