/** `<naere-start>`: a name, an age, perhaps topics. Two taps: the age, and on. To keep something no age is needed. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../chat/icons";
import type { Config } from "./config";
import { alertBox, crisisLines, Light } from "./light";
import { LONGEST, looksPersonal, mustChange, type Personal, suggest, tidy } from "./nickname";
import type { Beginning } from "./self";

/** Fires `start` with a `Beginning`. Set `trouble` to say what the server said, `busy` while it works. */
export class Start extends Light {
  static override properties = {
    config: { attribute: false },
    busy: { type: Boolean },
    aside: { type: Boolean },
    trouble: { type: String },
    nickname: { state: true },
    age: { state: true },
    topics: { state: true },
    personal: { state: true },
    missing: { state: true },
  };

  declare config: Pick<Config, "ageGroups" | "topics" | "crisisLines">;
  declare aside: boolean; // inside a page that has a heading of its own
  declare busy: boolean;
  declare trouble: string;
  declare protected nickname: string;
  declare protected age: string;
  declare protected topics: readonly string[];
  declare protected personal: Personal | null;
  declare protected missing: "" | "age" | "name";

  constructor() {
    super();
    this.busy = false;
    this.aside = false;
    this.trouble = "";
    this.nickname = suggest();
    this.age = "";
    this.topics = [];
    this.personal = null;
    this.missing = "";
  }

  protected override render(): TemplateResult {
    const t = this.t.start;
    return html`<form class="step" novalidate @submit=${this.#submit}>
      ${this.aside ? html`<h2 tabindex="-1">${t.title}</h2>` : html`<h1 tabindex="-1">${t.title}</h1>`}
      <p class="lead">${t.lead}</p>
      ${this.#name()} ${this.#ages()} ${this.#topicChoices()} ${alertBox(this.trouble)}
      <button class="button button-primary button-large step-next" type="submit" ?disabled=${this.busy}>
        ${this.busy ? t.making : this.t.next} ${this.busy ? nothing : icon("arrow")}
      </button>
    </form>`;
  }

  #name(): TemplateResult {
    const t = this.t.start;
    const wrong = this.personal || this.missing === "name";
    return html`<div class="step-part">
      <label class="form-label" for="nickname">${t.name}</label>
      <div class="name-row">
        <input
          id="nickname"
          class="form-input"
          maxlength=${LONGEST}
          autocomplete="off"
          spellcheck="false"
          aria-describedby="nickname-help"
          aria-invalid=${wrong ? "true" : "false"}
          .value=${live(this.nickname)}
          @input=${this.#named}
        />
        <button type="button" class="button button-secondary" @click=${this.#another}>
          ${icon("again")} ${t.another}
        </button>
      </div>
      <div id="nickname-help" role="status">
        ${this.missing === "name" ? html`<p class="step-hint is-wrong">${t.nameMissing}</p>` : nothing}
        ${this.personal ? this.#warning(this.personal) : nothing}
      </div>
    </div>`;
  }

  #warning(personal: Personal): TemplateResult {
    const t = this.t.start;
    const keep = html`<button type="button" class="talk-link" @click=${this.#keep}>${t.keep}</button>`;
    return html`<div class="notice notice-care">
      ${icon("alert")}
      <div class="notice-body"><p>${t.personal[personal]} ${mustChange(personal) ? nothing : keep}</p></div>
    </div>`;
  }

  #ages(): TemplateResult {
    const t = this.t.start;
    return html`<fieldset class="step-part">
      <legend class="form-label">${this.aside ? t.ageAside : t.age}</legend>
      <div class="chips">
        ${this.config.ageGroups.map(
          (group) => html`<label class="chip">
            <input
              type="radio"
              name="age"
              value=${group.id}
              .checked=${this.age === group.id}
              @change=${() => this.#aged(group.id)}
            />
            <span>${group.label}</span>
          </label>`,
        )}
      </div>
      <p class="step-hint is-wrong" role="status">${this.missing === "age" ? t.ageMissing : nothing}</p>
      ${this.aside ? nothing : html`<p class="step-hint">${t.otherAge} <a href="/hjaelp/">${t.otherHelp}</a></p>`}
    </fieldset>`;
  }

  #topicChoices(): unknown {
    const { topics, crisisLines: lines } = this.config;
    if (!topics.length) return nothing;
    const safety = topics.some((topic) => topic.opensSafety && this.topics.includes(topic.id));
    const t = this.t.start;
    return html`<fieldset class="step-part">
      <legend class="form-label">${t.topics}</legend>
      <p class="step-hint">${t.topicsHint}</p>
      <div class="chips">
        ${topics.map(
          (topic) => html`<label class="chip">
            <input
              type="checkbox"
              value=${topic.id}
              .checked=${this.topics.includes(topic.id)}
              @change=${() => this.#toggle(topic.id)}
            />
            <span>${topic.label}</span>
          </label>`,
        )}
      </div>
      <div role="status">
        ${safety
          ? html`<div class="notice notice-danger step-safety">
              ${icon("heart")}
              <div class="notice-body"><p>${t.safety}</p>${crisisLines(lines, this.t)}</div>
            </div>`
          : nothing}
      </div>
    </fieldset>`;
  }

  #named(event: Event): void {
    this.nickname = (event.target as HTMLInputElement).value;
    this.personal = null;
    this.missing = "";
    this.trouble = "";
  }

  #another(): void {
    this.nickname = suggest(this.nickname);
    this.personal = null;
    this.missing = "";
  }

  #keep(): void {
    this.personal = null;
    this.#go();
  }

  #aged(id: string): void {
    this.age = id;
    if (this.missing === "age") this.missing = "";
  }

  #toggle(id: string): void {
    const without = this.topics.filter((topic) => topic !== id);
    this.topics = without.length < this.topics.length ? without : [...without, id];
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.personal = looksPersonal(this.nickname);
    if (this.personal) this.querySelector<HTMLInputElement>("#nickname")?.focus();
    else this.#go();
  }

  #go(): void {
    const nickname = tidy(this.nickname);
    this.missing = !nickname ? "name" : this.age || this.aside ? "" : "age";
    if (this.missing) {
      const first = this.missing === "age" ? "input[name=age]" : "#nickname";
      this.querySelector<HTMLInputElement>(first)?.focus();
      return;
    }
    const topics = [...this.topics];
    this.tell<Beginning>("start", { nickname, ageGroup: this.age, topics });
  }
}

customElements.define("naere-start", Start);
