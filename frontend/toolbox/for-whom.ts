/**
 * What every part of a page has that keeps something for the reader: it must be found out whose drawer it goes
 * into. Theirs at once; asked for when it may be somebody else's; begun when nobody is here.
 */
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { pick } from "../i18n/pick";
import { toolbox } from "../i18n/toolbox";
import type { Beginning } from "../young/self";
import type { Drawer } from "./box";
import type { ToolboxConfig } from "./config";
import type { Here } from "./here";
import { isItYou } from "./is-it-you";

const SLOT = "naere.slot.young";

/** What is heavy comes when it is asked for, or when somebody is here already. */
export const heavy = () => import("./save-work");

export type Work = Awaited<ReturnType<typeof heavy>>;

export abstract class ForWhom extends LitElement {
  static override properties: PropertyDeclarations = {
    step: { state: true },
    busy: { state: true },
    trouble: { state: true },
    said: { state: true },
  };

  declare protected step: string; // "idle", "ask", "start", or the part's own
  declare protected busy: boolean;
  declare protected trouble: string;
  declare protected said: string;

  protected drawer: Drawer | null = null;
  protected readonly tools = pick(toolbox);
  #config: ToolboxConfig | null = null;
  #other = ""; // who is open in another tab

  constructor() {
    super();
    this.step = "idle";
    this.busy = false;
    this.trouble = "";
    this.said = "";
  }

  /** Keep it in the drawer, which is the reader's, and show that. */
  protected abstract keepIn(drawer: Drawer): Promise<void>;

  /** A step of the part's own, and what stands there before anybody has asked for anything. */
  protected abstract own(): TemplateResult;

  /** Why one must say who one is. */
  protected abstract readonly intro: string;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<div class="save">
      ${this.step === "ask" ? this.#ask() : this.step === "start" ? this.#start() : this.own()}
      <p class="save-said" role="status">${this.said}</p>
      <div role="alert">${this.trouble ? html`<p class="notice notice-care">${this.trouble}</p>` : nothing}</div>
    </div>`;
  }

  #ask(): TemplateResult {
    if (!this.#other) return html`<other-asleep ?busy=${this.busy} @again=${this.keep} @anew=${this.#new}></other-asleep>`;
    return isItYou({ name: this.#other, busy: this.busy, yes: () => void this.#accept(), no: this.#new });
  }

  #start(): TemplateResult {
    const t = this.tools.save;
    const config = { ageGroups: this.#config?.ageGroups ?? [], topics: [], crisisLines: [] };
    return html`<p class="save-intro">${this.intro}</p>
      <naere-start
        aside
        .config=${config}
        ?busy=${this.busy}
        @start=${(event: CustomEvent<Beginning>) => this.#begin(event.detail)}
      ></naere-start>
      <div class="step-buttons">
        <a class="button button-secondary button-small" href="/retur/">${t.haveWords}</a>
        <button type="button" class="button button-tertiary button-small" @click=${() => this.to("idle")}>${t.cancel}</button>
      </div>`;
  }

  /** Keep it for whoever is here, or find out who that is. */
  protected readonly keep = (): Promise<void> =>
    this.attempt(async ({ openDrawer, hereOnPage }) => {
      this.drawer = await openDrawer();
      if (this.drawer) return this.keepIn(this.drawer);
      this.#other = await hereOnPage().other();
      if (this.#other || (await hereOnPage().asleep())) return this.to("ask");
      await this.#askWho(hereOnPage());
    });

  #accept(): Promise<void> {
    return this.attempt(async ({ hereOnPage }) => {
      if (!(await hereOnPage().accept())) return this.#askWho(hereOnPage());
      await this.#keepFor(hereOnPage());
    });
  }

  readonly #new = (): Promise<void> => this.attempt(({ hereOnPage }) => this.#askWho(hereOnPage()));

  #begin(given: Beginning): Promise<void> {
    return this.attempt(async ({ hereOnPage }) => {
      await hereOnPage().start(given);
      await this.#keepFor(hereOnPage());
    });
  }

  async #askWho(here: Pick<Here, "config">): Promise<void> {
    this.#config = await here.config();
    this.to("start");
  }

  async #keepFor(here: Pick<Here, "drawer">): Promise<void> {
    this.drawer = await here.drawer();
    await this.keepIn(this.drawer);
  }

  /** Do one thing at a time; what fails is told. */
  protected async attempt(act: (work: Work) => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = this.said = "";
    try {
      const work = await heavy();
      await act(work).catch((error: unknown) => {
        this.trouble = work.whyNot(error, this.tools);
      });
    } catch {
      this.trouble = this.tools.offline; // the program for it did not come
    } finally {
      this.busy = false;
    }
  }

  /** Show a step, and go to where it begins: its heading, what was done, or its button. */
  protected to(step: string): void {
    this.step = step;
    void this.updateComplete.then(() => {
      requestAnimationFrame(() => this.querySelector<HTMLElement>("h2, .save-done, button")?.focus());
    });
  }
}

/** Whether this tab is somebody's, as far as can be told without their key. */
export function hasKey(): boolean {
  try {
    return sessionStorage.getItem(SLOT) !== null;
  } catch {
    return false;
  }
}
