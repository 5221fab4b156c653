/** `<naere-mine>`: the young person's own conversations. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../chat/icons";
import type { Me, Summary } from "../wire";
import { alertBox, Light } from "./light";
import { dateOf } from "./waits";

/** Fires `open` (an id), `write-again`, `want-words`, `want-delete`, `leave`. */
export class Mine extends Light {
  static override properties = {
    me: { attribute: false },
    trouble: { type: String },
  };

  declare me: Me;
  declare trouble: string;

  constructor() {
    super();
    this.trouble = "";
  }

  protected override render(): TemplateResult {
    const t = this.t.mine;
    const { conversations, person } = this.me;
    const isAny = conversations.length > 0;
    return html`<div class="step">
      <h1 tabindex="-1">${isAny ? t.title : t.own}</h1>
      <p class="lead">${t.hello(person.nickname)}</p>
      ${isAny
        ? html`<ul class="mine">
            ${conversations.map((one) => this.#row(one))}
          </ul>`
        : nothing}
      ${this.#saved()} ${isAny ? nothing : html`<p>${t.none}</p>`}
      ${alertBox(this.trouble)}
      <button type="button" class="button button-primary button-large" @click=${() => this.tell("write-again")}>
        ${icon("chat")} ${t.new}
      </button>
      <div class="step-more">
        <button type="button" class="button button-secondary" @click=${() => this.tell("want-words")}>
          ${icon("key")} ${person.hasWords ? this.t.words.another : this.t.more.words}
        </button>
        <button type="button" class="button button-secondary" @click=${() => this.tell("want-delete")}>
          ${icon("bin")} ${this.t.more.delete}
        </button>
        <button type="button" class="button button-secondary" @click=${() => this.tell("leave")}>
          ${icon("door")} ${t.leave}
        </button>
        <p class="step-hint">${person.hasWords ? t.leaveHint(isAny) : t.leaveNoWords}</p>
      </div>
    </div>`;
  }

  /** Whether there is anything only the drawer tells, and that is opened where it is shown. */
  #saved(): TemplateResult {
    return html`<a class="way" href="/gemt/">
      ${icon("heart")}
      <span class="way-text"><strong>${this.t.mine.saved}</strong><span>${this.t.mine.savedHint}</span></span>
    </a>`;
  }

  #row(one: Summary): TemplateResult {
    const t = this.t.mine;
    const kind = one.kind === "letter" ? t.letter : t.live;
    return html`<li>
      <button type="button" class="way" @click=${() => this.tell("open", one.id)}>
        ${icon(one.kind === "letter" ? "letter" : "chat")}
        <span class="way-text">
          <strong>${kind} ${one.peerName ? t.with(one.peerName) : nothing}</strong>
          <span>${dateOf(one.queuedAt)} · ${t.state[one.state]}</span>
          ${one.deleteAfter ? html`<span>${t.deleted(dateOf(one.deleteAfter))}</span>` : nothing}
        </span>
        <span class="sr-only">${t.open}</span>
      </button>
    </li>`;
  }
}

customElements.define("naere-mine", Mine);
