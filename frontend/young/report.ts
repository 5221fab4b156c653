/** `<naere-report>`: show chosen parts of the conversation to the safeguarding team, knowingly. */
import { html, type TemplateResult } from "lit";
import { epochsOf, type Extent } from "../chat/extent";
import { reportTo } from "../chat/reporting";
import type { ConversationSession } from "../chat/session";
import { icon } from "../chat/icons";
import type { Team } from "../wire";
import type { Config } from "./config";
import { alertBox, crisisLines, Light, why } from "./light";
import type { Self } from "./self";

/** Fires `close`. */
export class Report extends Light {
  static override properties = {
    config: { attribute: false },
    session: { attribute: false },
    self: { attribute: false },
    extent: { state: true },
    state: { state: true },
    trouble: { state: true },
  };

  declare config: Config;
  declare session: ConversationSession;
  declare self: Self;
  declare protected extent: Extent;
  declare protected state: "ask" | "busy" | "sent" | "no-team";
  declare protected trouble: string;

  constructor() {
    super();
    this.extent = "all";
    this.state = "ask";
    this.trouble = "";
  }

  protected override firstUpdated(): void {
    // Nobody fills in a form that nobody is there to read; without a network it is tried all the same.
    void this.#newest().then((team) => {
      if (!team && this.state === "ask") this.state = "no-team";
    }, () => undefined);
  }

  /** The team's key of now: what is sealed to an older one may be read by nobody. */
  async #newest(): Promise<Team | null> {
    return (await this.self.refresh()).safeguardingTeam;
  }

  protected override render(): TemplateResult {
    const t = this.t.report;
    return html`<div class="step">
      <h1 tabindex="-1">${t.title}</h1>
      ${this.state === "sent"
        ? html`<p class="notice notice-good" role="status">${icon("heart")} ${t.sent}</p>`
        : this.state === "no-team"
          ? html`<p role="status">${t.noTeam}</p>
              ${crisisLines(this.config.crisisLines, this.t)}`
          : this.#form()}
      <button type="button" class="button button-secondary" @click=${() => this.tell("close")}>${this.t.back}</button>
    </div>`;
  }

  #form(): TemplateResult {
    const t = this.t.report;
    return html`<p class="lead">${t.lead}</p>
      <p>${t.what}</p>
      <form class="step-part" @submit=${this.#submit}>
        <fieldset>
          <legend class="form-label">${t.how}</legend>
          <div class="chips">${this.#choice("all", t.all)} ${this.#choice("today", t.today)}</div>
          <p class="step-hint">${this.extent === "today" ? t.todayHint : ""}</p>
        </fieldset>
        ${alertBox(this.trouble)}
        <button class="button button-primary" type="submit" ?disabled=${this.state === "busy"}>
          ${icon("flag")} ${t.button}
        </button>
      </form>`;
  }

  #choice(extent: Extent, label: string): TemplateResult {
    const take = (): void => {
      this.extent = extent;
    };
    return html`<label class="chip">
      <input type="radio" name="extent" .checked=${this.extent === extent} @change=${take} />
      <span>${label}</span>
    </label>`;
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const { readable, messages } = this.session;
    const numbers = epochsOf(this.extent, readable, messages, new Date());
    if (!numbers.length || !messages.length) {
      this.trouble = this.t.report.nothing;
      return;
    }
    await this.#send(numbers);
  }

  async #send(numbers: readonly number[]): Promise<void> {
    this.state = "busy";
    this.trouble = "";
    try {
      const sent = await reportTo(() => this.#newest(), this.session, numbers);
      this.state = sent ? "sent" : "no-team";
    } catch (error) {
      this.state = "ask";
      this.trouble = why(error, this.t);
    }
  }
}

customElements.define("naere-report", Report);
