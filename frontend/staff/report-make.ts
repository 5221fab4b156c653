/** A volunteer reports a conversation: which part, and off it goes to the safeguarding team's key. */
import { html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { epochsOf, type Extent } from "../chat/extent";
import { reportTo } from "../chat/reporting";
import type { ConversationSession } from "../chat/session";
import type { Team } from "../wire";
import { OfficeElement } from "./element";
import { t, why } from "./text";

/** Fires `naere:close` when it is sent, or not to be. */
export class ReportMake extends OfficeElement {
  @property({ attribute: false }) session!: ConversationSession;
  @state() private extent: Extent = "all";
  @state() private problem = "";
  @state() private busy = false;

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>("h3")?.focus();
  }

  override render() {
    const name = this.session.conversation?.nickname ?? "";
    return html`<form class="card report-make" @submit=${this.#submit}>
      <h3 tabindex="-1">${t.flagTitle(name)}</h3>
      <p>${t.flagWhat}</p>
      <fieldset class="chips">
        <legend>${t.flagHow}</legend>
        ${this.#choice("all", t.flagAll)} ${this.#choice("today", t.flagToday)}
      </fieldset>
      ${this.extent === "today" ? html`<p class="quiet">${t.flagTodayHint}</p>` : nothing}
      ${this.problem ? html`<p class="notice notice-danger" role="alert">${this.problem}</p>` : nothing}
      <div class="keys-actions">
        <button class="button button-secondary" type="button" @click=${() => this.#close()}>${t.cancel}</button>
        <button class="button button-primary" ?disabled=${this.busy}>${t.flagDo}</button>
      </div>
    </form>`;
  }

  #choice(extent: Extent, label: string) {
    const id = `extent-${extent}-${this.session.id}`;
    return html`<span class="chip">
      <input
        type="radio"
        name="extent"
        id=${id}
        .checked=${this.extent === extent}
        @change=${() => {
          this.extent = extent;
          this.problem = "";
        }}
      />
      <label for=${id}>${label}</label>
    </span>`;
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    this.busy = true;
    this.problem = "";
    try {
      this.problem = await this.#send();
      if (this.problem) return;
      this.say(t.flagSent);
      this.#close();
    } catch (error) {
      this.problem = why(error);
    } finally {
      this.busy = false;
    }
  };

  /** Send it; the sentence for the reader when there is nothing to send, or nobody to send it to. */
  async #send(): Promise<string> {
    const { readable, messages } = this.session;
    const numbers = epochsOf(this.extent, readable, messages, new Date());
    if (!numbers.length || !messages.length) return t.flagNothing;
    const sent = await reportTo(() => this.#team(), this.session, numbers);
    return sent ? "" : t.flagNoTeam;
  }

  /** The newest key: what is shared with an older one may be read by nobody. */
  async #team(): Promise<Team | null> {
    await this.office.look();
    return this.office.me?.safeguardingTeam ?? null;
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent("naere:close"));
  }
}

customElements.define("naere-report-make", ReportMake);
