/** One conversation on the desk: what is known of the young person, the conversation, what may be done. */
import { html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { api } from "../api";
import "../chat/conversation";
import "../toolbox/picker";
import type { Conversation } from "../wire";
import { ask } from "./ask";
import "./closing-form";
import { OfficeElement } from "./element";
import "./report-make";
import type { Talk } from "./talks";
import { t, why } from "./text";
import { wide } from "./wide";

const tools = () => api.staff.tools().then((found) => found.tools);

export class TalkPanel extends OfficeElement {
  @property({ attribute: false }) talk!: Talk;
  @state() private busy = false;
  @state() private reporting = false;

  override render() {
    const { conversation } = this.talk.session;
    if (!conversation) return html`<p class="quiet" role="status">${t.loading}</p>`;
    return html`${this.#about(conversation)} ${this.reporting ? this.#report() : nothing}
    ${this.#body(conversation)}`;
  }

  #body({ state }: Conversation) {
    const { id, session } = this.talk;
    if (state !== "closed" || session.party !== "peer") {
      return html`<div class="panel-words">${this.#words()}</div>`;
    }
    if (this.#isRegistered) {
      return html`<div class="panel-words">${this.#words()}</div>`;
    }
    return html`<div class="panel-ended">
      <p role="status">${t.ended}</p>
      <naere-closing .office=${this.office} conversation=${id}></naere-closing>
      <details class="panel-again" @toggle=${() => this.requestUpdate()}>
        <summary>${t.readAgain}</summary>
        ${this.querySelector<HTMLDetailsElement>(".panel-again")?.open ? this.#words() : nothing}
      </details>
    </div>`;
  }

  /** Nothing is left to do: it is there to be read. */
  get #isRegistered(): boolean {
    return this.office.mine.some(({ id, registered }) => id === this.talk.id && registered === true);
  }

  #report() {
    return html`<naere-report-make
      .office=${this.office}
      .session=${this.talk.session}
      @naere:close=${() => (this.reporting = false)}
    ></naere-report-make>`;
  }

  #words() {
    const { id, session } = this.talk;
    const isPeer = session.party === "peer";
    return keyed(
      id,
      html`<naere-conversation
        .session=${session}
        .tools=${tools}
        sign-in-url=${location.href}
        ?offers-end=${isPeer}
        ?offers-call=${isPeer}
      ></naere-conversation>`,
    );
  }

  #about(conversation: Conversation) {
    const { ageGroup, topics, mayBeMinor, kind } = conversation;
    return html`<div class="panel-about">
      <details class="panel-who" ?open=${wide.matches}>
        <summary>
          <span class="sr-only">${t.about}: </span>${ageGroup || t.noAge}
          ${kind === "letter" ? html`<span class="topic topic-brand">${t.letter}</span>` : nothing}
          ${mayBeMinor ? html`<span class="topic topic-care">${t.minor}</span>` : nothing}
        </summary>
        <p>${topics.map((topic) => html`<span class="topic">${topic}</span> `)}</p>
      </details>
      ${this.#actions(conversation)}
    </div>`;
  }

  #actions({ state, kind, nickname }: Conversation) {
    const { party } = this.talk.session;
    const professional = party === "professional";
    const open = state !== "closed";
    return html`<div class="panel-actions" role="group" aria-label="${t.actions}: ${nickname}">
      ${open && !professional ? this.#button(t.handOver, () => this.#handOver(nickname)) : nothing}
      ${party === "peer" ? this.#button(t.flag, () => (this.reporting = !this.reporting)) : nothing}
      ${open && professional ? this.#button(t.leave, () => this.#leave()) : nothing}
      ${!open || kind === "letter"
        ? this.#button(t.hideTalk, () => this.office.talks.putAside(this.talk.id))
        : nothing}
    </div>`;
  }

  #button(label: string, act: () => unknown) {
    return html`<button
      class="button button-tertiary button-small"
      ?disabled=${this.busy}
      @click=${act}
    >
      ${label}
    </button>`;
  }

  async #handOver(name: string): Promise<void> {
    const sure = await ask({ title: t.handOverAsk(name), text: t.handOverWhat, yes: t.handOverYes });
    if (sure) await this.#goOut("handover", t.handedOverDone);
  }

  async #leave(): Promise<void> {
    const sure = await ask({ title: t.leaveAsk, text: t.leaveWhat, yes: t.leaveYes });
    if (sure) await this.#goOut("leave", t.left);
  }

  async #goOut(how: "handover" | "leave", done: string): Promise<void> {
    this.busy = true;
    try {
      await this.office.goOut(this.talk.id, how);
      this.say(done);
    } catch (error) {
      this.say(why(error), "care");
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("naere-talk", TalkPanel);
