/** A tool in the log of a conversation: what it is, a link to our own page, and to save it. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../chat/icons";
import { pick } from "../i18n/pick";
import { toolbox, type ToolboxTexts } from "../i18n/toolbox";
import { type Card, pageOf } from "./cards";

export type CardState = "" | "saving" | "saved";

/** What the young person may do with a tool. Fires `change` when a state is another. */
export interface CardActs extends EventTarget {
  stateOf(id: string): CardState;
  /** Why the last try to save this one failed, for the reader; "" when it did not. */
  troubleOf(id: string): string;
  keep(card: Card): Promise<void>;
}

/** The card, with a button to save it when there are `acts`. */
export function cardView(card: Card, acts: CardActs | null): TemplateResult {
  const texts = pick(toolbox);
  return html`<div class="sent-tool" role="group" aria-label="${texts.tool}: ${card.name}">
    <p class="sent-kind">${texts.tool}</p>
    <p class="sent-name">${card.name}</p>
    <p class="sent-line">${card.line}</p>
    <div class="sent-acts">
      <a class="button button-secondary button-small" href=${pageOf(card)} target="_blank" rel="noopener">
        ${texts.card.open}<span class="sr-only">: ${card.name}. ${texts.card.opens}</span>
      </a>
      ${acts ? saving(card, acts, texts) : nothing}
    </div>
  </div>`;
}

/** In place of what is malformed, or of a kind that this page does not know. */
export function notShown(): TemplateResult {
  return html`<p class="talk-text talk-unsure">${icon("alert")} ${pick(toolbox).cannotShow}</p>`;
}

function saving(card: Card, acts: CardActs, texts: ToolboxTexts): TemplateResult {
  const state = acts.stateOf(card.id);
  const trouble = acts.troubleOf(card.id);
  const done = html`<span class="sent-saved">${icon("check")} ${texts.card.saved}</span>
    <a href="/gemt/" target="_blank" rel="noopener">${texts.card.toSaved}</a>`;
  const button = html`<button
    type="button"
    class="button button-primary button-small"
    ?disabled=${state === "saving"}
    @click=${() => void acts.keep(card)}
  >
    ${state === "saving" ? texts.card.saving : texts.card.save}<span class="sr-only">: ${card.name}</span>
  </button>`;
  return html`${state === "saved" ? nothing : button}
    <span class="sent-state" role="status">${state === "saved" ? done : nothing}${trouble}</span>`;
}
