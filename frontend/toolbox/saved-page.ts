/** `<toolbox-saved>`: the young person's island on /gemt/. Everything on it is opened here alone (R53). */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { ApiError } from "../api";
import { icon } from "../chat/icons";
import { CryptoError } from "../crypto/errors";
import { pick } from "../i18n/pick";
import { toolbox } from "../i18n/toolbox";
import { alertBox } from "../young/alert";
import type { Self } from "../young/self";
import type { Drawer } from "./box";
import { hereOnPage } from "./here";
import { isItYou } from "./is-it-you";
import type { SavedTool } from "./tools";
import { whyNot } from "./trouble";

/** Where what is kept of an exercise is shown: the page's name in its address (`naere/toolbox/exercises.py`). */
const EXERCISES = { safety: "tryghedsplan", worry: "bekymringstid", steps: "trin-for-trin" } as const;

type View = "loading" | "ask" | "nobody" | "list" | "words" | "delete" | "deleted" | "lost" | "failed";

type Work = typeof import("./saved-work");

/** What is heavy comes when somebody is here. */
const heavy = (): Promise<Work> =>
  import("./saved-work").catch(() => {
    throw new ApiError("offline", 0);
  });

export class SavedPage extends LitElement {
  static override properties = {
    view: { state: true },
    busy: { state: true },
    trouble: { state: true },
    dropped: { state: true },
  };

  declare protected view: View;
  declare protected busy: boolean;
  declare protected trouble: string;
  declare protected dropped: SavedTool | null;

  #self: Self | null = null;
  #drawer: Drawer | null = null;
  #work: Work | null = null; // there when somebody is
  #place = "";
  #other = ""; // who is open in another tab
  readonly #texts = pick(toolbox);
  readonly #changed = (): void => this.requestUpdate();

  constructor() {
    super();
    this.view = "loading";
    this.busy = false;
    this.trouble = "";
    this.dropped = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    this.replaceChildren(); // what stands there without a program
    super.connectedCallback();
    hereOnPage().addEventListener("wiped", () => this.remove());
    void this.#open();
  }

  async #open(moves = false): Promise<void> {
    const here = hereOnPage();
    this.view = "loading";
    try {
      const [isHere, work] = here.hasKey() ? await Promise.all([here.restore(), heavy()]) : [false, null];
      if (!isHere) return await this.#isAnybody();
      [this.#self, this.#place, this.#work] = [await here.self(), (await here.config()).name, work];
      this.#drawer = await here.drawer();
      this.#drawer.addEventListener("change", this.#changed);
      this.#to(location.hash === "#ord" ? "words" : "list", moves);
    } catch (error) {
      const isLost = error instanceof CryptoError && error.code === "cannot-vouch";
      this.#to(isLost ? "lost" : "failed", false);
      if (!isLost) this.trouble = whyNot(error, this.#texts);
    }
  }

  async #isAnybody(): Promise<void> {
    this.#other = await hereOnPage().other();
    this.#to(this.#other ? "ask" : "nobody", false);
  }

  async #accept(): Promise<void> {
    this.view = "loading";
    if (await hereOnPage().accept().catch(() => false)) await this.#open(true);
    else this.#to("nobody");
  }

  protected override render(): TemplateResult {
    switch (this.view) {
      case "loading":
        return html`<p class="island-wait" role="status">${this.#texts.loading}</p>`;
      case "ask":
        return html`<div class="step">
          ${isItYou({ name: this.#other, busy: this.busy, yes: () => void this.#accept(), no: () => this.#to("nobody") }, 1, false)}
        </div>`;
      case "nobody":
        return this.#nobody();
      case "words":
        return html`<naere-words .self=${this.#self} place=${this.#place} @close=${() => this.#to("list")}></naere-words>`;
      case "lost":
        return this.#step(this.#texts.saved.lost, html`<p class="lead">${this.#texts.saved.lostText}</p>${this.#deleteButton()}`);
      case "failed":
        return this.#step(
          this.#texts.saved.title,
          html`${alertBox(this.trouble)}
            <button type="button" class="button button-primary" @click=${() => this.#open()}>${this.#texts.saved.again}</button>
            <a class="button button-secondary" href="/retur/">${this.#texts.saved.haveWords}</a>`,
        );
      case "list":
        return this.#list();
      default:
        return html`<naere-delete
          ?done=${this.view === "deleted"}
          ?busy=${this.busy}
          trouble=${this.trouble}
          @delete=${this.#delete}
          @close=${() => this.#to(this.#drawer ? "list" : "lost")}
        ></naere-delete>`;
    }
  }

  #step(title: string, body: unknown): TemplateResult {
    return html`<div class="step"><h1 tabindex="-1">${title}</h1>${body}</div>`;
  }

  #nobody(): TemplateResult {
    const t = this.#texts.saved;
    return this.#step(
      t.nobody,
      html`<p class="lead">${t.nobodyText}</p>
        <div class="step-buttons">
          <a class="button button-primary" href="/retur/">${t.haveWords}</a>
          <a class="button button-secondary" href="/vaerktoejer/">${t.find}</a>
        </div>`,
    );
  }

  #list(): TemplateResult {
    const t = this.#texts.saved;
    const tools = this.#drawer && this.#work ? this.#work.savedTools(this.#drawer) : [];
    const due = tools.filter((tool) => tool.due !== null && tool.due <= Date.now());
    const others = tools.filter((tool) => !due.includes(tool));
    const person = this.#self?.me?.person;
    return html`<div class="step saved-page">
      <h1 tabindex="-1">${t.title}</h1>
      <p class="lead">${t.hello(person?.nickname ?? "")} ${t.private}</p>
      ${person?.hasWords ? nothing : this.#words()}
      <div role="status">${this.dropped ? this.#undo(this.dropped) : nothing}</div>
      ${alertBox(this.trouble)} ${this.#section(t.due, due)}
      ${this.#section(t.all, others)} ${this.#exercises()}
      ${tools.length || this.#keptExercises().length ? nothing : html`<p>${t.none}</p>`}
      <div class="step-more">
        <a class="button button-secondary" href="/vaerktoejer/">${t.find}</a>
        ${this.#deleteButton()}
      </div>
    </div>`;
  }

  #keptExercises(): (keyof typeof EXERCISES)[] {
    const drawer = this.#drawer;
    const kinds = Object.keys(EXERCISES) as (keyof typeof EXERCISES)[];
    return drawer ? kinds.filter((kind) => drawer.read(kind) !== null) : [];
  }

  #exercises(): unknown {
    const [t, kept] = [this.#texts.saved, this.#keptExercises()];
    if (!kept.length) return nothing;
    return html`<section>
      <h2>${t.exercises}</h2>
      <ul class="saved-exercises">
        ${kept.map((kind) => html`<li><a href="/oevelser/${EXERCISES[kind]}/">${t.exerciseNames[kind]}</a></li>`)}
      </ul>
    </section>`;
  }

  #section(title: string, tools: readonly SavedTool[]): unknown {
    if (!tools.length || !this.#work) return nothing;
    return html`<section>
      <h2>${title}</h2>
      ${this.#work.repeat(
        tools,
        ({ id }) => id,
        (tool) => html`<toolbox-kept
          .drawer=${this.#drawer}
          .tool=${tool}
          @drop=${(event: CustomEvent<SavedTool>) => this.#drop(event.detail)}
        ></toolbox-kept>`,
      )}
    </section>`;
  }

  #words(): TemplateResult {
    const t = this.#texts.saved;
    return html`<div class="notice notice-care">
      ${icon("key")}
      <div class="notice-body">
        <p>${t.wordsText}</p>
        <button type="button" class="button button-secondary" @click=${() => this.#to("words")}>${t.words}</button>
      </div>
    </div>`;
  }

  #undo(tool: SavedTool): TemplateResult {
    const t = this.#texts.saved;
    return html`<p class="notice notice-info">
      ${t.removed(tool.name)}
      <button type="button" class="talk-link" @click=${() => this.#restore(tool)}>${t.undo}</button>
    </p>`;
  }

  #deleteButton(): TemplateResult {
    return html`<button type="button" class="button button-secondary" @click=${() => this.#to("delete")}>
      ${icon("bin")} ${this.#texts.saved.deleteAll}
    </button>`;
  }

  #drop(tool: SavedTool): Promise<void> {
    return this.#try(async () => {
      if (this.#drawer) await this.#work?.dropTool(this.#drawer, tool.id);
      this.dropped = tool;
      this.querySelector("h1")?.focus();
    });
  }

  #restore(tool: SavedTool): Promise<void> {
    return this.#try(async () => {
      if (this.#drawer) await this.#work?.restoreTool(this.#drawer, tool);
      this.dropped = null;
      this.querySelector("h1")?.focus();
    });
  }

  readonly #delete = (): Promise<void> =>
    this.#try(async () => {
      const isGone = (await this.#self?.forget()) ?? true;
      this.#drawer = null;
      this.#to("deleted");
      if (!isGone) this.trouble = this.#texts.saved.leftHere;
    });

  async #try(act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = "";
    try {
      await act();
    } catch (error) {
      this.trouble = error instanceof ApiError || error instanceof CryptoError ? whyNot(error, this.#texts) : this.#texts.failed;
    } finally {
      this.busy = false;
    }
  }

  #to(view: View, moves = true): void {
    this.view = view;
    this.trouble = "";
    this.dropped = null;
    if (moves) void this.updateComplete.then(() => requestAnimationFrame(() => this.querySelector("h1")?.focus()));
  }
}

customElements.define("toolbox-saved", SavedPage);
