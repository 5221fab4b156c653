/** The messages as a log: bubbles for eyes, sentences for screen readers. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ChatTexts } from "../i18n/chat";
import { language } from "../i18n/pick";
import { cardOf } from "../toolbox/cards";
import { type CardActs, cardView, notShown } from "../toolbox/card-view";
import { type Icon, icon } from "./icons";
import type { ChatMessage, Status } from "./messages";
import { daysAgo, type Row, rows } from "./rows";

const ICONS: Record<Status, Icon> = { sending: "clock", stored: "check", seen: "seen", failed: "alert" };

export interface LogContext {
  readonly texts: ChatTexts;
  name(identity: string): string;
  retry(id: string): void;
  /** Whether a tool may come from this sender: from anybody but the young person. */
  maySendTools(identity: string): boolean;
  readonly cards: CardActs | null; // what one may do with a tool, besides looking at it
}

/** The rows of a log; the caller has the list element around them. */
export function logRows(messages: readonly ChatMessage[], context: LogContext): unknown {
  return repeat(
    rows(messages),
    (row) => row.key,
    (row) => rowOf(row, context),
  );
}

function rowOf(row: Row, context: LogContext): TemplateResult {
  const { texts } = context;
  if (row.kind === "day") return html`<li class="talk-day">${dayOf(row.day, texts)}</li>`;
  if (row.kind === "gap") return noteRow(texts.gap);
  if (row.kind === "not-shared") return noteRow(texts.notShared(row.count));
  return bubble(row.message, row.follows, context);
}

function noteRow(text: string): TemplateResult {
  return html`<li class="talk-note talk-care">${icon("alert")} ${text}</li>`;
}

function bubble(message: ChatMessage, follows: boolean, context: LogContext): TemplateResult {
  const { texts } = context;
  const time = clock(message.at);
  const who = message.mine ? texts.youWrote(time) : texts.wrote(context.name(message.sender), time);
  const classes = `talk-msg ${message.mine ? "is-mine" : "is-theirs"} ${follows ? "follows" : ""}`;
  return html`<li class=${classes}>
    ${message.mine || follows ? nothing : html`<span class="talk-by" aria-hidden="true">${context.name(message.sender)}</span>`}
    <div class="talk-bubble">
      <span class="sr-only">${who}</span>
      ${words(message, context)}
    </div>
    <span class="talk-meta">
      <time datetime=${message.at} aria-hidden="true">${time}</time>
      ${message.mine ? status(message.status, texts) : nothing}
      ${message.status === "failed" ? retry(message, context) : nothing}
    </span>
  </li>`;
}

// Text stays text: a link cannot be tapped, a picture is not fetched. A tool's link is made by us.
function words({ problem, body, sender }: ChatMessage, context: LogContext): TemplateResult {
  if (problem === "cannot-vouch" || !body) {
    return html`<p class="talk-text talk-unsure">${icon("alert")} ${context.texts.cannotVouch}</p>`;
  }
  if (body.kind === "text") return html`<p class="talk-text">${body.text ?? ""}</p>`;
  const card = context.maySendTools(sender) ? cardOf(body) : null;
  return card ? cardView(card, context.cards) : notShown();
}

function status(now: Status, texts: ChatTexts): TemplateResult {
  const seen = now === "failed" ? texts.status[now] : nothing;
  return html`<span class="talk-status is-${now}"
    >${icon(ICONS[now])}<span class="sr-only">${texts.status[now]}</span
    ><span aria-hidden="true">${seen}</span></span
  >`;
}

function retry(message: ChatMessage, { texts, retry: again }: LogContext): TemplateResult {
  return html`<button type="button" class="talk-retry" @click=${() => again(message.id)}>
    ${texts.retry}
  </button>`;
}

function clock(at: string): string {
  const locale = language() === "da" ? "da-DK" : "en-GB";
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(new Date(at));
}

function dayOf(day: Date, texts: ChatTexts): string {
  const ago = daysAgo(day, new Date());
  if (ago === 0) return texts.today;
  if (ago === 1) return texts.yesterday;
  const locale = language() === "da" ? "da-DK" : "en-GB";
  const parts = { weekday: "long", day: "numeric", month: "long" } as const;
  return new Intl.DateTimeFormat(locale, parts).format(day);
}
