/** `<naere-words>`: six words are given, kept, and two of them typed to see that they are. */
import { html, nothing, type TemplateResult } from "lit";
import { ApiError } from "../api";
import { icon } from "../chat/icons";
import { isSame, twoPlaces } from "../staff/typed-words";
import { alertBox, Light, why } from "./light";
import type { Self } from "./self";

type Step = "sure" | "making" | "show" | "check" | "done";

/** Fires `close` when one is done, or goes back. */
export class Words extends Light {
  static override properties = {
    self: { attribute: false },
    place: { type: String },
    step: { state: true },
    words: { state: true },
    copied: { state: true },
    trouble: { state: true },
  };

  declare self: Self;
  declare place: string; // the network's name, for the printed sheet
  declare protected step: Step;
  declare protected words: readonly string[];
  declare protected copied: string;
  declare protected trouble: string;

  #asked: readonly number[] = [];

  constructor() {
    super();
    this.place = "";
    this.step = "making";
    this.words = [];
    this.copied = "";
    this.trouble = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.self.me?.person.hasWords) this.step = "sure";
    else if (!this.words.length) void this.#make(false);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.words = [];
  }

  async #make(replaces: boolean): Promise<void> {
    try {
      this.words = await this.self.makeWords({ replaces });
      this.#asked = twoPlaces(Math.random);
      this.step = "show";
    } catch (error) {
      if (error instanceof ApiError && error.code === "has-words") this.#to("sure"); // given in another tab
      else this.trouble = why(error, this.t);
    }
  }

  /** Words that stand on a piece of paper are replaced only by who means it. */
  #sure(): TemplateResult {
    const t = this.t.words;
    const replace = (): void => {
      this.#to("making");
      void this.#make(true);
    };
    return html`<h1 tabindex="-1">${t.sureTitle}</h1>
      <p class="lead">${t.sure}</p>
      <div class="step-buttons">
        <button type="button" class="button button-primary" @click=${replace}>${t.replace}</button>
        ${this.#close(this.t.back, "secondary")}
      </div>`;
  }

  protected override render(): TemplateResult {
    return html`<div class="step">${this.#body()} ${alertBox(this.trouble)}</div>`;
  }

  #body(): TemplateResult {
    const t = this.t.words;
    if (this.step === "sure") return this.#sure();
    if (this.step === "show") return this.#show();
    if (this.step === "check") return this.#check();
    if (this.step === "done") {
      return html`<h1 tabindex="-1">${t.title}</h1>
        <p class="notice notice-good" role="status">${icon("check")} ${t.done}</p>
        ${this.#close(this.t.next, "primary")}`;
    }
    return html`<h1 tabindex="-1">${t.title}</h1>
      ${this.trouble ? nothing : html`<p role="status">${t.making}</p>`} ${this.#close(this.t.back, "secondary")}`;
  }

  #show(): TemplateResult {
    const t = this.t.words;
    return html`<h1 tabindex="-1">${t.title}</h1>
      <p class="lead no-print">${t.lead}</p>
      <p class="print-only">${t.sheet(this.place)}</p>
      <ol class="six">
        ${this.words.map((word) => html`<li lang="da">${word}</li>`)}
      </ol>
      <p class="notice notice-care">${icon("key")} ${t.lost}</p>
      <div class="step-buttons no-print">
        <button type="button" class="button button-secondary" @click=${this.#copy}>${t.copy}</button>
        <button type="button" class="button button-secondary" @click=${() => window.print()}>${t.print}</button>
        <span role="status">${this.copied}</span>
      </div>
      <button type="button" class="button button-primary no-print" @click=${() => this.#to("check")}>
        ${t.saved} ${icon("arrow")}
      </button>`;
  }

  #check(): TemplateResult {
    const t = this.t.words;
    return html`<h1 tabindex="-1">${t.checkTitle}</h1>
      <p class="lead">${t.checkLead}</p>
      <form class="step-part" @submit=${this.#checked}>
        ${this.#asked.map(
          (at) => html`<div class="step-part">
            <label class="form-label" for="check-${at}">${t.place(at + 1)}</label>
            <input
              id="check-${at}"
              class="form-input"
              autocomplete="off"
              autocapitalize="none"
              autocorrect="off"
              spellcheck="false"
            />
          </div>`,
        )}
        <div class="step-buttons">
          <button class="button button-primary" type="submit">${t.check}</button>
          <button class="button button-secondary" type="button" @click=${() => this.#to("show")}>${t.show}</button>
        </div>
      </form>`;
  }

  #checked(event: Event): void {
    event.preventDefault();
    const typed = (at: number): string => this.querySelector<HTMLInputElement>(`#check-${at}`)?.value ?? "";
    const right = this.#asked.every((at) => isSame(typed(at), this.words[at] ?? ""));
    if (right) this.#to("done");
    else this.trouble = this.t.words.wrong;
  }

  #to(step: Step): void {
    this.trouble = "";
    this.step = step;
    void this.updateComplete.then(() => this.querySelector("h1")?.focus());
  }

  #close(label: string, kind: string): TemplateResult {
    return html`<button type="button" class="button button-${kind}" @click=${() => this.tell("close")}>${label}</button>`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.words.join(" "));
      this.copied = this.t.words.copied;
    } catch {
      this.copied = this.t.words.copyFailed;
    }
  }
}

customElements.define("naere-words", Words);
