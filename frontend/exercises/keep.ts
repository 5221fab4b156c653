/** `<exercise-keep data-kind>`: keeps what is written on the page's form, sealed, when one asks for it. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { icon } from "../chat/icons";
import { exercises } from "../i18n/exercises";
import { pick } from "../i18n/pick";
import { toolbox } from "../i18n/toolbox";
import type { Drawer } from "../toolbox/box";
import type { ToolboxConfig } from "../toolbox/config";
import type { Kind } from "../toolbox/entries";
import type { Here } from "../toolbox/here";
import { isItYou } from "../toolbox/is-it-you";
import { pagesAreKept } from "../toolbox/kept-pages";
import type { Opener } from "../young/return";
import type { Beginning } from "../young/self";
import type { Away } from "./away";
import type { Opened } from "./away-work";
import "./on-device";
import { asSheet, defaultsOf, fillSheet, isSame, mergeSheets, readSheet, type Sheet } from "./sheet";

const SLOT = "naere.slot.young";
const QUIET = 800; // ms without a keystroke before it is kept again

type Step = "idle" | "ask" | "start" | "words" | "kept";

const heavy = () => import("../toolbox/save-work");
const byWords = () => import("./away-work");

export class ExerciseKeep extends LitElement {
  static override properties = {
    step: { state: true },
    busy: { state: true },
    trouble: { state: true },
    said: { state: true },
    hasCopy: { state: true },
    away: { state: true },
  };

  declare protected step: Step;
  declare protected busy: boolean;
  declare protected trouble: string;
  declare protected said: string;
  declare protected hasCopy: boolean; // something lies sealed on this device
  declare protected away: Away | null; // the keys, while it is the device's copy that is open

  #drawer: Drawer | null = null;
  #config: ToolboxConfig | null = null;
  #other = ""; // who is open in another tab
  #base: Sheet = {}; // the form as it was last brought together with what is kept
  #opener: (Opener & { wipe(): void }) | null = null; // `<naere-return>` opens by this, and tells why it could not
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #t = pick(exercises);
  readonly #tools = pick(toolbox);

  constructor() {
    super();
    this.step = "idle";
    this.busy = false;
    this.trouble = "";
    this.said = "";
    this.hasCopy = false;
    this.away = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.hidden = this.#form === null;
    this.#base = this.#form ? defaultsOf(this.#form) : {};
    document.addEventListener("visibilitychange", this.#look);
    window.addEventListener("naere:exit", this.#leave);
    window.addEventListener("online", this.#write);
    this.#form?.addEventListener("input", this.#later);
    if (hasKey()) void this.#open();
    else void this.#lookHere();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("naere:exit", this.#leave);
    window.removeEventListener("online", this.#write);
    document.removeEventListener("visibilitychange", this.#look);
    this.#form?.removeEventListener("input", this.#later);
  }

  protected override render(): TemplateResult {
    return html`<div class="save">
      ${this.#step()}
      <p class="save-said" role="status">${this.said}</p>
      <div role="alert">${this.trouble ? html`<p class="notice notice-care">${this.trouble}</p>` : nothing}</div>
    </div>`;
  }

  #step(): TemplateResult {
    if (this.step === "ask") return this.#ask();
    if (this.step === "start") return this.#start();
    if (this.step === "words") return this.#words();
    return this.step === "kept" ? this.#kept() : this.#idle();
  }

  #ask(): TemplateResult {
    if (!this.#other) return html`<other-asleep ?busy=${this.busy} @again=${this.#keep} @anew=${this.#new}></other-asleep>`;
    return isItYou({ name: this.#other, busy: this.busy, yes: () => void this.#accept(), no: this.#new });
  }

  #idle(): TemplateResult {
    return html`<p>${this.#t.onlyHere}</p>
      <button type="button" class="button button-primary" ?disabled=${this.busy} @click=${this.#keep}>
        ${icon("lock")} ${this.busy ? this.#tools.loading : this.#t.keep}
      </button>
      ${this.hasCopy ? this.#byWords() : nothing}`;
  }

  #byWords(): TemplateResult {
    return html`<button type="button" class="button button-secondary" ?disabled=${this.busy} @click=${this.#askWords}>
      ${this.#t.openByWords}
    </button>`;
  }

  #words(): TemplateResult {
    return html`<h2 tabindex="-1">${this.#t.openTitle}</h2>
      <naere-return aside .self=${this.#opener}></naere-return>
      <button type="button" class="button button-tertiary button-small" @click=${this.#leaveWords}>
        ${this.#tools.save.cancel}
      </button>`;
  }

  #kept(): TemplateResult {
    return html`<p class="save-done" tabindex="-1">${icon("check")} ${this.away ? this.#t.keptHere : this.#t.kept}</p>
      ${this.away ? this.#byWords() : html`<exercise-on-device></exercise-on-device>`}
      <button type="button" class="button button-tertiary button-small" ?disabled=${this.busy} @click=${this.#drop}>
        ${this.#t.drop}
      </button>`;
  }

  #start(): TemplateResult {
    const config = { ageGroups: this.#config?.ageGroups ?? [], topics: [], crisisLines: [] };
    return html`<p class="save-intro">${this.#t.intro}</p>
      <naere-start
        aside
        .config=${config}
        ?busy=${this.busy}
        @start=${(event: CustomEvent<Beginning>) => this.#begin(event.detail)}
      ></naere-start>
      <div class="step-buttons">
        <a class="button button-secondary button-small" href="/retur/">${this.#tools.save.haveWords}</a>
        <button type="button" class="button button-tertiary button-small" @click=${() => this.#to("idle")}>
          ${this.#tools.save.cancel}
        </button>
      </div>`;
  }

  get #form(): HTMLFormElement | null {
    return this.closest("article")?.querySelector<HTMLFormElement>("form[data-exercise]") ?? null;
  }

  get #kind(): Kind {
    return this.dataset.kind as Kind;
  }

  readonly #leave = (): void => {
    if (this.#timer) clearTimeout(this.#timer);
    this.away?.wipe();
    this.#opener?.wipe();
    this.#form?.reset();
    this.remove();
  };

  readonly #keep = (): Promise<void> =>
    this.#try(async ({ openDrawer, hereOnPage }) => {
      this.#drawer = await openDrawer();
      if (this.#drawer) return this.#first(this.#drawer);
      this.#other = await hereOnPage().other();
      if (this.#other || (await hereOnPage().asleep())) return this.#to("ask");
      await this.#askWho(hereOnPage());
    });

  #accept(): Promise<void> {
    return this.#try(async ({ hereOnPage }) => {
      if (!(await hereOnPage().accept())) return this.#askWho(hereOnPage());
      this.#drawer = await hereOnPage().drawer();
      await this.#first(this.#drawer);
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
      await this.#first(this.#drawer);
    });
  }

  async #first(drawer: Drawer): Promise<void> {
    await this.#bringTogether(drawer);
    this.#to("kept");
    this.#catchUp();
  }

  /** What was written while it was being opened is kept as well. */
  #catchUp(): void {
    if (this.#form && !isSame(readSheet(this.#form), this.#base)) this.#later();
  }

  /** Put what was changed here over what is kept, show it, and keep it. */
  async #bringTogether(drawer: Drawer): Promise<void> {
    await drawer.refresh();
    const form = this.#form;
    if (!form) return;
    const kept = drawer.read<unknown>(this.#kind);
    const merged = mergeSheets(this.#base, readSheet(form), asSheet(kept));
    fillSheet(form, merged);
    this.#base = merged;
    if (kept === null || !isSame(merged, asSheet(kept))) await drawer.write(this.#kind, merged);
  }

  readonly #drop = (): Promise<void> =>
    this.#try(async () => {
      await this.#drawer?.write(this.#kind, null);
      this.#base = this.#form ? defaultsOf(this.#form) : {};
      this.#to("idle");
      this.said = this.#t.dropped;
    });

  readonly #later = (): void => {
    if (this.#timer) clearTimeout(this.#timer);
    if (this.step === "kept") this.#timer = setTimeout(this.#write, QUIET);
  };

  /** Keep it again. Without a network it stands on the page and goes along when there is one. */
  readonly #write = async (): Promise<void> => {
    const drawer = this.#drawer;
    if (this.step !== "kept" || !drawer) return;
    if (this.busy) return this.#later(); // what came meanwhile goes with the next
    await this.#try(async () => {
      const isOnline = this.away !== null && navigator.onLine;
      if (isOnline && (await this.#goHome())) return;
      await this.#bringTogether(drawer);
      this.said = isOnline ? this.#t.homeLater : this.#t.keptAgain;
    });
  };

  /** The network is back: what was written on the device goes into the drawer, if this tab may still open it. */
  async #goHome(): Promise<boolean> {
    const { openDrawer } = await heavy();
    const drawer = await openDrawer().catch(() => null);
    if (drawer) await this.#show({ drawer, away: null });
    return drawer !== null;
  }

  /** Somebody comes back to this tab, perhaps from another in which they wrote. */
  readonly #look = (): void => {
    if (document.visibilityState === "visible") void this.#write();
  };

  /** Somebody is here: show what they kept, with what they have written meanwhile. */
  async #open(): Promise<void> {
    try {
      const { openDrawer } = await heavy();
      const drawer = await openDrawer();
      this.#drawer = drawer;
      if (!drawer || drawer.read<unknown>(this.#kind) === null) return;
      await this.#bringTogether(drawer);
      this.step = "kept";
      this.#catchUp();
    } catch {
      const { Away } = await byWords();
      const away = new Away();
      const drawer = (await pagesAreKept()) && (await away.restore().catch(() => null));
      if (drawer) return this.#show({ drawer, away });
      away.wipe();
      this.said = navigator.onLine ? "" : this.#t.offline;
      await this.#lookHere();
    }
  }

  /** Nobody is here: is there something on this device that six words could open? */
  async #lookHere(): Promise<void> {
    if (!(await pagesAreKept())) return;
    const { copies } = await import("../toolbox/device");
    this.hasCopy = (await copies().catch(() => [])).length > 0;
  }

  readonly #askWords = (): Promise<void> =>
    this.#try(async () => {
      const { Away, openBy } = await byWords();
      const away = new Away();
      this.#opener = {
        returnBy: async (words) => this.#show(await openBy(words, away)),
        completions: (prefix) => away.completions(prefix),
        wipe: () => away.wipe(),
      };
      this.#to("words");
    });

  readonly #leaveWords = (): void => {
    this.#opener?.wipe();
    this.#to(this.away ? "kept" : "idle");
  };

  async #show({ drawer, away }: Opened): Promise<void> {
    if (this.away !== away) this.away?.wipe();
    [this.#drawer, this.away] = [drawer, away];
    await this.#first(drawer);
  }

  async #try(act: (work: Awaited<ReturnType<typeof heavy>>) => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = this.said = "";
    try {
      const work = await heavy();
      await act(work).catch((error: unknown) => {
        this.trouble = work.whyNot(error, this.#tools);
      });
    } catch {
      this.trouble = this.#tools.offline;
    } finally {
      this.busy = false;
    }
  }

  #to(step: Step): void {
    this.step = step;
    const first = { idle: "button", ask: "h2", start: "h2", words: "h2", kept: ".save-done" }[step];
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

customElements.define("exercise-keep", ExerciseKeep);
