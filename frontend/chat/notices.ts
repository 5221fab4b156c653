/** What stands between the log and the pen: the line, the keys, calls, questions. */
import { html, nothing, type TemplateResult } from "lit";
import type { ChatTexts } from "../i18n/chat";
import type { Conversation } from "../wire";
import { type Icon, icon } from "./icons";
import { nameOf, otherOf } from "./names";
import type { ConversationSession } from "./session";

export interface Noticed {
  readonly session: ConversationSession;
  readonly conversation: Conversation;
  readonly texts: ChatTexts;
  readonly asksEnd: boolean;
  readonly signInUrl: string;
  readonly trouble: string;
  readonly aside: unknown;
  end(): void;
  stay(): void;
  withdraw(): void;
  share(yes: boolean): void;
}

/** All that is to be said now; most often nothing. */
export function notices(given: Noticed): TemplateResult {
  return html`<div class="talk-notices">
    <div role="status">${lineNotice(given)}${keyNotice(given)}${callNotice(given)}${openedNotice(given)}</div>
    ${shareQuestion(given)}${endQuestion(given)}${given.aside}
    <div role="alert">${given.trouble ? notice("care", "alert", given.trouble) : nothing}</div>
  </div>`;
}

function notice(kind: string, sign: Icon, body: unknown): TemplateResult {
  return html`<div class="notice notice-${kind} talk-notice">
    ${icon(sign)}
    <div class="notice-body">${body}</div>
  </div>`;
}

function lineNotice({ session, texts, signInUrl }: Noticed): unknown {
  if (session.ended === "signed-out") {
    const link = signInUrl
      ? html` <a href=${signInUrl} target="_blank" rel="noopener">${texts.signIn}</a>`
      : nothing;
    return notice("care", "key", html`${texts.signedOut}${link}`);
  }
  if (session.ended || session.connection === "online") return nothing;
  const text = session.connection === "offline" ? texts.offline : texts.connecting;
  return notice("care", "wave", text);
}

function keyNotice({ session, conversation, texts }: Noticed): unknown {
  if (conversation.state === "closed" || session.ended) return nothing;
  if (session.brokenKey) return notice("danger", "alert", texts.brokenKey);
  if (session.canRead || session.party === "young") return nothing;
  const from = conversation.call?.callerIdentity;
  const name = from ? nameOf(conversation, from, texts) : otherOf(conversation, session.me.id)?.name;
  return notice("info", "lock", texts.waitsForShare(name ?? texts.theYoung));
}

function callNotice({ session, conversation, texts, withdraw }: Noticed): unknown {
  const { call } = conversation;
  if (!call || call.state === "withdrawn" || conversation.state === "closed") return nothing;
  if (call.state === "answered") {
    const there = conversation.participants.some((one) => one.party === "professional" && !one.leftAt);
    const me = session.party === "professional";
    return there && !me ? notice("info", "people", texts.answered(call.answeredBy ?? "")) : nothing;
  }
  if (call.callerIdentity !== session.me.id) {
    return notice("info", "phone", texts.calledByOther(nameOf(conversation, call.callerIdentity, texts)));
  }
  const button = html`<button type="button" class="talk-link" @click=${withdraw}>${texts.withdraw}</button>`;
  return notice("info", "phone", html`${texts.called} ${button}`);
}

/** The other one reported: also said when the conversation is over, for that is when most are read. */
function openedNotice({ conversation, texts }: Noticed): unknown {
  return conversation.reportOpened ? notice("info", "people", texts.reportOpened) : nothing;
}

function shareQuestion({ session, texts, share }: Noticed): unknown {
  if (!session.asksToShareOlder) return nothing;
  return question("heart", texts.share, [
    [texts.shareYes, "primary", () => share(true)],
    [texts.shareNo, "secondary", () => share(false)],
  ]);
}

function endQuestion({ asksEnd, conversation, texts, end, stay }: Noticed): unknown {
  if (!asksEnd || conversation.state === "closed") return nothing;
  return question("door", texts.endSure, [
    [texts.endYes, "primary", end],
    [texts.no, "secondary", stay],
  ]);
}

type Choice = readonly [text: string, kind: "primary" | "secondary", act: () => void];

function question(sign: Icon, text: string, choices: readonly Choice[]): TemplateResult {
  const buttons = choices.map(
    ([label, kind, act]) =>
      html`<button type="button" class="button button-${kind} button-small" @click=${act}>${label}</button>`,
  );
  return html`<div role="group" aria-label=${text}>
    ${notice("info", sign, html`<p>${text}</p><div class="talk-choices">${buttons}</div>`)}
  </div>`;
}
