/** My letters and other conversations that are not open beside this list, and those to register. */
import { html, nothing } from "lit";
import { OfficeElement } from "./element";
import { t, when } from "./text";
import { hasNews } from "./unread";
import type { MySummary } from "./wire";

export class MyConversations extends OfficeElement {
  override render() {
    const { mine, talks } = this.office;
    const listed = mine.filter(({ id }) => !talks.get(id)).filter(isOpenOrDue);
    if (!listed.length) return nothing; // all of them stand beside, or there is none
    return html`<section class="mine" aria-labelledby="mine-title">
      <h2 class="side-title" id="mine-title">${t.mine}</h2>
      <ul class="mine-list">
        ${listed.map((one) => this.#row(one))}
      </ul>
    </section>`;
  }

  #row(one: MySummary) {
    const kind = one.kind === "letter" ? t.letter : t.live;
    return html`<li>
      <span>
        <strong>${one.nickname}</strong>
        <span class="quiet">${kind} · ${when(one.acceptedAt ?? one.queuedAt)}</span>
        ${this.#mark(one)}
      </span>
      <button class="button button-secondary button-small" @click=${() => this.#open(one)}>
        ${t.mineOpen}<span class="sr-only"> ${one.nickname}</span>
      </button>
    </li>`;
  }

  #mark(one: MySummary) {
    if (one.state === "closed") return html`<span class="topic topic-care">${t.toRegister}</span>`;
    return hasNews(one, this.office.talks.readHere(one.id)) ? html`<span class="topic topic-brand">${t.mineNews}</span>` : nothing;
  }

  #open({ id, party }: MySummary): void {
    this.office.talks.show(id, party ?? "peer");
    this.dispatchEvent(new CustomEvent("naere:taken", { bubbles: true, detail: id }));
  }
}

/** Closed ones stay until they are registered; that is the peer's to do. */
function isOpenOrDue({ state, registered, party }: MySummary): boolean {
  return state === "active" || (state === "closed" && registered === false && party !== "professional");
}

customElements.define("naere-mine", MyConversations);
