/** `<naere-before>`: what one must know before the first word, and the choice of now or a letter. */
import { html, nothing, type TemplateResult } from "lit";
import { type Icon, icon } from "../chat/icons";
import type { Kind, Me } from "../wire";
import type { Config } from "./config";
import { alertBox, crisisLines, Light } from "./light";
import { notNowText, waitText, whyNotNow } from "./waits";

/** Fires `choose` with a `Kind`. Set `trouble` to what the server said, `calls` to show who to call. */
export class Before extends Light {
  static override properties = {
    config: { attribute: false },
    me: { attribute: false },
    busy: { type: Boolean },
    calls: { type: Boolean },
    trouble: { type: String },
  };

  declare config: Config;
  declare me: Me;
  declare busy: boolean;
  declare calls: boolean;
  declare trouble: string;

  constructor() {
    super();
    this.busy = false;
    this.calls = false;
    this.trouble = "";
  }

  protected override render(): TemplateResult {
    const t = this.t.before;
    return html`<div class="step">
      <h1 tabindex="-1">${t.title}</h1>
      <p class="lead">${t.hello(this.me.person.nickname)}</p>
      <div class="tells">
        ${this.#tells("lock", t.who, t.whoText)} ${this.#duty()}
        ${this.#tells("clock", t.long, t.longText(this.config.sessionMinutes))}
        ${this.#tells("alert", t.danger, t.dangerText)}
      </div>
      <h2>${t.how}</h2>
      ${this.#ways()} ${alertBox(this.trouble)}
      ${this.calls ? crisisLines(this.config.crisisLines, this.t) : nothing}
    </div>`;
  }

  #tells(sign: Icon, title: string, text: string): TemplateResult {
    return html`<section class="tell">
      ${icon(sign)}
      <div>
        <h2>${title}</h2>
        ${text.split(/\n{2,}/).map((part) => html`<p>${part}</p>`)}
      </div>
    </section>`;
  }

  #duty(): unknown {
    const t = this.t.before;
    const text = this.config.texts.duty || (this.me.person.mayBeMinor ? t.dutyMinor : "");
    return text ? this.#tells("heart", t.duty, text) : nothing;
  }

  #ways(): TemplateResult {
    const t = this.t.before;
    const { now } = this.me;
    const closed = whyNotNow(now);
    const hours = now.letterAnswerHours ?? null;
    const letter = this.#way("letter", "letter", t.letter, hours ? t.letterHours(hours) : t.letterHint);
    if (closed) return html`<p class="notice notice-info">${notNowText(now, this.t)}</p><div class="ways">${letter}</div>`;
    const wait = waitText(now.expectedWaitSeconds, t);
    const live = this.#way("now", "chat", t.now, t.nowHint(wait));
    return html`<div class="ways">${this.config.als === "letter" ? [letter, live] : [live, letter]}</div>`;
  }

  #way(kind: Kind, sign: Icon, title: string, hint: string): TemplateResult {
    return html`<button type="button" class="way" ?disabled=${this.busy} @click=${() => this.tell("choose", kind)}>
      ${icon(sign)}
      <span class="way-text"><strong>${title}</strong><span>${hint}</span></span>
    </button>`;
  }
}

customElements.define("naere-before", Before);
