/** `<toolbox-save data-tool data-slug data-name data-line>`: one tap on a tool's page, and it is kept. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { icon } from "../chat/icons";
import { pick } from "../i18n/pick";
import { toolbox } from "../i18n/toolbox";
import type { Beginning } from "../young/self";
import type { Drawer } from "./box";
import { type Card, readCard } from "./cards";
import type { ToolboxConfig } from "./config";
import type { Here } from "./here";
import { isItYou } from "./is-it-you";

const SLOT = "naere.slot.young";

type Step = "idle" | "ask" | "start" | "saved";

/** What is heavy comes when it is tapped, or when somebody is here already. */
const heavy = () => import("./save-work");

export class Save extends LitElement {
  static override properties = {
    step: { state: true },
    busy: { state: true },
    trouble: { state: true },
    said: { state: true },
    due: { state: true },
  };

  declare protected step: Step;
  declare protected busy: boolean;
  declare protected trouble: string;
  declare protected said: string;
  declare protected due: number | null;

  #card: Card | null = null;
  #drawer: Drawer | null = null;
  #config: ToolboxConfig | null = null;
  #other = ""; // who is open in another tab
  readonly #t = pick(toolbox);

  constructor() {
    super();
    this.step = "idle";
    this.busy = false;
    this.trouble = "";
    this.said = "";
    this.due = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { tool: id, slug, name, line = "" } = this.dataset;
    this.#card = readCard({ id, slug, name, line });
    this.hidden = this.#card === null;
    window.addEventListener("naere:exit", () => this.remove());
    if (hasKey()) void this.#look();
  }

  protected override render(): TemplateResult {
    return html`<div class="save">
      ${{ idle: () => this.#idle(), ask: () => this.#ask(), start: () => this.#start(), saved: () => this.#saved() }[this.step]()}
      <p class="save-said" role="status">${this.said}</p>
      <div role="alert">${this.trouble ? html`<p class="notice notice-care">${this.trouble}</p>` : nothing}</div>
    </div>`;
  }

  #idle(): TemplateResult {
    return html`<button type="button" class="button button-primary" ?disabled=${this.busy} @click=${this.#save}>
      ${icon("heart")} ${this.busy ? this.#t.loading : this.#t.save.save}
    </button>`;
  }

  #ask(): TemplateResult {
    if (!this.#other) return html`<other-asleep ?busy=${this.busy} @again=${this.#save} @anew=${this.#new}></other-asleep>`;
    return isItYou({ name: this.#other, busy: this.busy, yes: () => void this.#accept(), no: this.#new });
  }

  #saved(): TemplateResult {
    const t = this.#t.save;
    return html`<p class="save-done" tabindex="-1">${icon("check")} ${t.saved} <a href="/gemt/">${t.toSaved}</a></p>
      <toolbox-remind .due=${this.due} @remind=${this.#remind}></toolbox-remind>
      <button type="button" class="button button-tertiary button-small" ?disabled=${this.busy} @click=${this.#remove}>
        ${t.remove}
      </button>`;
  }

  #start(): TemplateResult {
    const t = this.#t.save;
    const config = { ageGroups: this.#config?.ageGroups ?? [], topics: [], crisisLines: [] };
    return html`<p class="save-intro">${t.intro}</p>
      <naere-start
        aside
        .config=${config}
        ?busy=${this.busy}
        @start=${(event: CustomEvent<Beginning>) => this.#begin(event.detail)}
      ></naere-start>
      <div class="step-buttons">
        <a class="button button-secondary button-small" href="/retur/">${t.haveWords}</a>
        <button type="button" class="button button-tertiary button-small" @click=${() => this.#to("idle")}>${t.cancel}</button>
      </div>`;
  }

  readonly #save = (): Promise<void> =>
    this.#try(async ({ openDrawer, hereOnPage }) => {
      this.#drawer = await openDrawer();
      if (this.#drawer) return this.#keep(this.#drawer);
      this.#other = await hereOnPage().other();
      if (this.#other || (await hereOnPage().asleep())) return this.#to("ask");
      await this.#askWho(hereOnPage());
    });

  #accept(): Promise<void> {
    return this.#try(async ({ hereOnPage }) => {
      if (!(await hereOnPage().accept())) return this.#askWho(hereOnPage());
      this.#drawer = await hereOnPage().drawer();
      await this.#keep(this.#drawer);
    });
  }

  readonly #new = (): Promise<void> => this.#try(({ hereOnPage }) => this.#askWho(hereOnPage()));

  async #askWho(here: Pick<Here, "config">): Promise<void> {
    this.#config = await here.config();
    this.#to("start");
  }

  #begin(given: Beginning): Promise<void> {
    return this.#try(async ({ hereOnPage }) => {
      await hereOnPage().start(given);
      this.#drawer = await hereOnPage().drawer();
      await this.#keep(this.#drawer);
    });
  }

  async #keep(drawer: Drawer): Promise<void> {
    if (!this.#card) return;
    const { keepTool, dueOf } = await heavy();
    await keepTool(drawer, this.#card);
    this.due = dueOf(drawer, this.#card.id);
    this.#to("saved");
  }

  #remind(event: CustomEvent<number | null>): Promise<void> {
    const due = event.detail;
    return this.#try(async ({ setReminder, whenText }) => {
      if (!this.#drawer || !this.#card) return;
      await setReminder(this.#drawer, this.#card.id, due);
      this.due = due;
      this.said = due === null ? "" : this.#t.save.reminded(whenText(due, new Date(), this.#t));
    });
  }

  readonly #remove = (): Promise<void> =>
    this.#try(async ({ dropTool }) => {
      if (!this.#drawer || !this.#card) return;
      await dropTool(this.#drawer, this.#card.id);
      this.#to("idle");
      this.said = this.#t.save.removed;
    });

  /** Somebody is here: show whether they have it. What fails is told when they tap. */
  async #look(): Promise<void> {
    try {
      const { openDrawer, dueOf } = await heavy();
      this.#drawer = await openDrawer();
      if (!this.#card || !this.#drawer?.items("tools").has(this.#card.id)) return;
      this.due = dueOf(this.#drawer, this.#card.id);
      this.step = "saved";
    } catch {
      // the button says it
    }
  }

  async #try(act: (work: Awaited<ReturnType<typeof heavy>>) => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = this.said = "";
    try {
      const work = await heavy();
      await act(work).catch((error: unknown) => {
        this.trouble = work.whyNot(error, this.#t);
      });
    } catch {
      this.trouble = this.#t.offline; // the program for it did not come
    } finally {
      this.busy = false;
    }
  }

  #to(step: Step): void {
    this.step = step;
    const first = { idle: "button", ask: "h2", start: "h2", saved: ".save-done" }[step];
    void this.updateComplete.then(() => {
      requestAnimationFrame(() => this.querySelector<HTMLElement>(first)?.focus());
    });
  }
}

function hasKey(): boolean {
  try {
    return sessionStorage.getItem(SLOT) !== null;
  } catch {
    return false;
  }
}

customElements.define("toolbox-save", Save);
