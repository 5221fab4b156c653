/** My letters and other conversations that are not open beside this list, those to register, and those that have ended. */
import { html, nothing } from "lit";
import { OfficeElement } from "./element";
import { dayOf, t, when } from "./text";
import { hasNews } from "./unread";
import type { MySummary } from "./wire";

export class MyConversations extends OfficeElement {
  override render() {
    const { mine, talks } = this.office;
    const beside = mine.filter(({ id }) => !talks.get(id));
    const listed = beside.filter(isOpenOrDue);
    return html`${listed.length ? this.#listed(listed) : nothing} ${this.#past(mine.filter(hasEnded))}`;
  }

  #listed(listed: readonly MySummary[]) {
    return html`<section class="mine" aria-labelledby="mine-title">
      <h2 class="side-title" id="mine-title">${t.mine}</h2>
      <ul class="mine-list">
        ${listed.map((one) => this.#row(one))}
      </ul>
    </section>`;
  }

  /** Folded: that they were held, and what one may still read until they are deleted. */
  #past(ended: readonly MySummary[]) {
    if (!ended.length) return nothing;
    const newestFirst = [...ended].sort((a, b) => (b.closedAt ?? "").localeCompare(a.closedAt ?? ""));
    return html`<details class="mine-past">
      <summary>${t.pastTalks} <span class="count">${ended.length}</span></summary>
      <p class="quiet">${t.pastHint}</p>
      <ul class="mine-list">
        ${newestFirst.map((one) => this.#pastRow(one))}
      </ul>
    </details>`;
  }

  #pastRow(one: MySummary) {
    const kind = one.kind === "letter" ? t.letter : t.live;
    const day = dayOf(one.closedAt ?? one.queuedAt);
    const registered = one.party === "professional" ? "" : ` · ${t.registered}`;
    if (!one.readable) {
      return html`<li><span>${kind} · ${day}<span class="quiet">${registered} · ${t.pastClosed}</span></span></li>`;
    }
    return html`<li>
      <span>
        <strong>${one.nickname}</strong>
        <span class="quiet">${kind} · ${day}${registered}${one.deleteAfter ? ` · ${t.deletedOn(dayOf(one.deleteAfter))}` : ""}</span>
      </span>
      <button class="button button-secondary button-small" @click=${() => this.#open(one)}>
        <span>${t.pastRead}<span class="sr-only"> ${one.nickname}</span></span>
      </button>
    </li>`;
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
        <span>${t.mineOpen}<span class="sr-only"> ${one.nickname}</span></span>
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

/** Ended, with nothing left to do. Those handed over are not among mine: who leaves may read no more. */
function hasEnded(one: MySummary): boolean {
  return one.state === "closed" && !isOpenOrDue(one);
}

/** Closed ones stay until they are registered; that is the peer's to do. */
function isOpenOrDue({ state, registered, party }: MySummary): boolean {
  return state === "active" || (state === "closed" && registered === false && party !== "professional");
}

customElements.define("naere-mine", MyConversations);
