/** `<naere-ended>`: a warm close, four questions that may be skipped, coming back, deleting. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../chat/icons";
import type { Conversation } from "../wire";
import type { Config, Question } from "./config";
import { alertBox, Light } from "./light";

const LAST = 10;
const POINTS = Array.from({ length: LAST + 1 }, (_, point) => point);

/** How it ended: talked, the place in the queue lost, or taken back before anybody came. */
type How = "talked" | "lost" | "left-queue" | "withdrawn";

function howOf({ lost, acceptedAt, kind }: Conversation): How {
  if (lost) return "lost";
  if (acceptedAt) return "talked";
  return kind === "letter" ? "withdrawn" : "left-queue";
}

/** Fires `feedback` (answers by key), `want-words`, `want-report`, `want-delete`, `write-again`. */
export class Ended extends Light {
  static override properties = {
    config: { attribute: false },
    conversation: { attribute: false },
    hasWords: { type: Boolean },
    sent: { type: Boolean },
    trouble: { type: String },
    draft: { type: String },
    answers: { state: true },
  };

  declare config: Config;
  declare conversation: Conversation;
  declare hasWords: boolean;
  declare sent: boolean;
  declare trouble: string;
  declare draft: string;
  declare protected answers: Readonly<Record<string, number>>;

  constructor() {
    super();
    this.hasWords = false;
    this.sent = false;
    this.trouble = "";
    this.draft = "";
    this.answers = {};
  }

  protected override render(): TemplateResult {
    const t = this.t.end;
    const how = howOf(this.conversation);
    const lost = how === "lost";
    return html`<div class="step">
      ${this.#head(how)}
      ${this.draft
        ? html`<div class="notice notice-info"><div class="notice-body"><p>${this.t.signedOut.draft}</p><p class="kept-draft">${this.draft}</p></div></div>`
        : nothing}
      ${how === "talked" ? this.#questions() : nothing}
      <section class="tell">
        ${icon("key")}
        <div>
          <h2>${t.keepTitle}</h2>
          ${this.#keep()}
        </div>
      </section>
      <section class="tell">
        ${icon("bin")}
        <div>
          <h2>${t.deleteTitle}</h2>
          <p>${t.deleteText}</p>
          <button type="button" class="button button-secondary" @click=${() => this.tell("want-delete")}>
            ${this.t.more.delete}
          </button>
        </div>
      </section>
      <button type="button" class="button button-primary" @click=${() => this.tell("write-again")}>
        ${lost ? this.t.waiting.again : t.newOne}
      </button>
      ${how === "talked"
        ? html`<button type="button" class="talk-link" @click=${() => this.tell("want-report")}>${this.t.more.report}</button>`
        : nothing}
    </div>`;
  }

  #head(how: How): TemplateResult {
    const t = this.t.end;
    const texts: Record<How, readonly [title: string, lead: string]> = {
      talked: [t.title, t.lead],
      lost: [t.lostTitle, this.t.waiting.placeLost],
      "left-queue": [t.outTitle, t.outLead],
      withdrawn: [t.withdrawnTitle, t.withdrawnLead],
    };
    const [title, lead] = texts[how];
    return html`<h1 tabindex="-1">${title}</h1>
      <p class="lead">${lead}</p>`;
  }

  #keep(): TemplateResult {
    const t = this.t.end;
    if (this.hasWords) return html`<p>${t.hasWords}</p>`;
    return html`<p>${t.keepText(this.config.daysKept)}</p>
      <button type="button" class="button button-secondary" @click=${() => this.tell("want-words")}>
        ${this.t.more.words}
      </button>`;
  }

  #questions(): unknown {
    const t = this.t.end;
    if (this.sent || this.conversation.gaveFeedback) {
      return html`<p class="notice notice-good" role="status">${icon("heart")} ${t.sent}</p>`;
    }
    if (!this.config.questions.length) return nothing;
    const none = Object.keys(this.answers).length === 0;
    return html`<form class="card questions" @submit=${this.#submit}>
      <h2>${t.questions}</h2>
      <p>${t.questionsHint}</p>
      ${this.config.questions.map((question) => this.#question(question))} ${alertBox(this.trouble)}
      <button class="button button-primary" type="submit" ?disabled=${none}>${t.send}</button>
    </form>`;
  }

  /** Eleven radios of which none is chosen: only what somebody chose is an answer. */
  #question(question: Question): TemplateResult {
    const { key, text, low, high } = question;
    const answered = this.answers[key] !== undefined;
    return html`<fieldset class="scale" id="scale-${key}">
      <legend>${text}</legend>
      <div class="scale-row">${POINTS.map((point) => this.#point(question, point))}</div>
      <div class="scale-ends" aria-hidden="true"><span>0 ${low}</span><span>10 ${high}</span></div>
      <p class="scale-state">
        ${answered
          ? html`<button type="button" class="talk-link" @click=${() => this.#clear(key)}>${this.t.end.clear}<span class="sr-only">: ${text}</span></button>`
          : this.t.end.notAnswered}
      </p>
    </fieldset>`;
  }

  #point({ key, low, high }: Question, point: number): TemplateResult {
    const end = point === 0 ? low : point === LAST ? high : "";
    return html`<label class="scale-point">
      <input
        type="radio"
        name="scale-${key}"
        value=${point}
        .checked=${live(this.answers[key] === point)}
        @change=${() => this.#set(key, point)}
      />
      <span>${point}${end ? html`<span class="sr-only"> ${end}</span>` : nothing}</span>
    </label>`;
  }

  /** Take the answer back. The button goes with it, so the reader is left where one answers. */
  #clear(key: string): void {
    this.querySelector<HTMLInputElement>(`#scale-${CSS.escape(key)} input:checked`)?.focus();
    this.#set(key, null);
  }

  #set(key: string, value: number | null): void {
    const { [key]: _, ...others } = this.answers;
    this.answers = value === null ? others : { ...others, [key]: value };
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.tell("feedback", this.answers);
  }
}

customElements.define("naere-ended", Ended);
