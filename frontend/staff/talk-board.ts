/** The open conversations: side by side on a wide screen, one at a time with tabs on a phone. */
import { html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { OfficeElement } from "./element";
import "./talk";
import type { Talk } from "./talks";
import { t } from "./text";
import { wide } from "./wide";

export class TalkBoard extends OfficeElement {
  /** What is beside the conversations (queue or calls): its name on the first tab. */
  @property() desk = "";
  /** How many wait there, for the tab. */
  @property({ type: Number }) waiting = 0;
  /** What stands in the room of the conversations while there is none. */
  @property() empty = "";
  @state() private shown = ""; // id of a talk; empty is the desk

  readonly #looks = (): void => this.#read();
  readonly #resized = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#looks);
    addEventListener("focus", this.#looks);
    wide.addEventListener("change", this.#resized);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#looks);
    removeEventListener("focus", this.#looks);
    wide.removeEventListener("change", this.#resized);
    document.body.classList.remove("shows-talk");
  }

  /** Bring one to the front and the cursor into it; with "" the desk. */
  show(id: string): void {
    this.shown = id;
    void this.updateComplete.then(() => {
      this.#panel(id)?.focus();
      if (wide.matches) this.#focusPen(id);
    });
  }

  /** The cursor goes where one writes, as soon as that is drawn; on a phone it would raise the keys. */
  #focusPen(id: string, frames = 120): void {
    const panel = this.#panel(id);
    if (!panel || document.activeElement !== panel) return; // the reader went elsewhere meanwhile
    const pen = panel.querySelector("textarea");
    if (pen) pen.focus();
    else if (frames) requestAnimationFrame(() => this.#focusPen(id, frames - 1));
  }

  protected override willUpdate(): void {
    super.willUpdate();
    if (this.shown && !this.office.talks.get(this.shown)) this.shown = "";
    document.body.classList.toggle("shows-talk", this.shown !== "");
  }

  protected override updated(): void {
    this.#read();
  }

  override render() {
    const talks = this.office.talks.list;
    // What a phone does not show is not drawn: or it would count as seen.
    const drawn = wide.matches ? talks : talks.filter(({ id }) => id === this.shown);
    if (!talks.length) return html`<p class="panels-empty quiet">${this.empty}</p>`;
    return html`${this.#tabs(talks)}
      <div class="panels panels-${Math.min(drawn.length, 3)}">
        ${repeat(
          drawn,
          ({ id }) => id,
          (talk) => this.#draw(talk),
        )}
      </div>`;
  }

  #tabs(talks: readonly Talk[]) {
    return html`<nav class="talk-tabs" aria-label=${t.mine}>
      <button type="button" aria-pressed=${this.shown === ""} @click=${() => this.show("")}>
        ${this.desk}${this.waiting ? html` <span class="count">${this.waiting}</span>` : nothing}
      </button>
      ${talks.map((talk) => this.#tab(talk))}
    </nav>`;
  }

  #tab({ id, session }: Talk) {
    const name = session.conversation?.nickname ?? t.loading;
    const unread = this.office.talks.unread(id);
    return html`<button
      type="button"
      aria-pressed=${this.shown === id}
      aria-label="${t.showTalk(name)}${unread ? `, ${t.unread(unread)}` : ""}"
      @click=${() => this.show(id)}
    >
      ${name}${unread ? html` <span class="count count-new">${unread}</span>` : nothing}
    </button>`;
  }

  #draw(talk: Talk) {
    const name = talk.session.conversation?.nickname ?? t.loading;
    const unread = this.office.talks.unread(talk.id);
    return html`<div class="panel" id="panel-${talk.id}" role="group" tabindex="-1" aria-label=${name}>
      ${unread ? html`<span class="count count-new panel-new">${t.unread(unread)}</span>` : nothing}
      <naere-talk .office=${this.office} .talk=${talk}></naere-talk>
    </div>`;
  }

  #panel(id: string): HTMLElement | null {
    return id ? this.querySelector(`#panel-${id}`) : null;
  }

  /** What is on the screen while somebody looks at it has been seen. */
  #read(): void {
    if (document.hidden || !document.hasFocus()) return;
    for (const { id } of this.office.talks.list) if (this.#panel(id)) this.office.talks.inView(id);
  }
}

customElements.define("naere-talks", TalkBoard);
