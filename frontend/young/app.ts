/** `<naere-young>`: the young person's island on /skriv/ and /retur/. It draws what the path says. */
import { html, nothing, type TemplateResult } from "lit";
import "../chat/conversation";
import type { ConversationSession } from "../chat/session";
import "../toolbox/asleep";
import { remind } from "../toolbox/due";
import { isItYou } from "../toolbox/is-it-you";
import { CardKeeper } from "../toolbox/keeper";
import type { Kind } from "../wire";
import "./before";
import { readConfig } from "./config";
import "./delete";
import "./ended";
import { alertBox, Light } from "./light";
import "./mine";
import { Path } from "./path";
import "./report";
import "./return";
import { riskCard } from "./risk-card";
import type { Beginning } from "./self";
import "./start";
import { Title } from "./title";
import type { View } from "./views";
import "./waiting";
import "./words";

const PATIENCE = 600; // frames, about ten seconds

export class Young extends Light {
  #path!: Path;
  readonly #title = new Title();
  readonly #cards = new CardKeeper(() => this.#path.self.drawer());
  #reminded = false;

  override connectedCallback(): void {
    this.replaceChildren(); // the page's own "one moment"
    const page = this.dataset.view === "return" ? "return" : "write";
    const path = new Path(readConfig(this.dataset.config ?? "config"), page, this.t);
    path.addEventListener("change", () => this.requestUpdate());
    path.addEventListener("moved", () => this.#moved());
    path.addEventListener("accepted", () => this.#accepted());
    path.addEventListener("came", () => this.#title.news());
    path.addEventListener("wiped", () => this.#wiped());
    this.#path = path;
    super.connectedCallback();
    path.begin();
  }

  #wiped(): void {
    this.#cards.clear();
    this.remove();
  }

  /** What is kept belongs to whoever is here; who comes is reminded once. */
  #moved(): void {
    const { self } = this.#path;
    if (!self.me) this.#cards.clear();
    else if (!this.#reminded) void remind(() => self.drawer());
    this.#reminded = self.me !== null;
    this.#toHeading();
  }

  #first = true;

  /** Reading starts at the heading of a new view; not on the page's first, which has just been loaded. */
  #toHeading(): void {
    const first = this.#first;
    this.#first = false;
    if (!first) window.scrollTo(0, 0);
    void this.updateComplete.then(() => requestAnimationFrame(() => this.#arrive(first)));
  }

  /** The new view draws itself a moment after this element, a conversation when it is fetched. */
  #arrive(first: boolean, frames = PATIENCE): void {
    const heading = this.querySelector<HTMLElement>("h1[tabindex]");
    if (!heading) {
      if (frames) requestAnimationFrame(() => this.#arrive(first, frames - 1));
      return;
    }
    const isFree = !document.activeElement || document.activeElement === document.body;
    if (!first && (isFree || frames === PATIENCE)) heading.focus();
    if (this.#path.session?.conversation?.state === "active") this.#showConversation();
  }

  #showConversation(): void {
    this.querySelector("naere-conversation")?.scrollIntoView();
  }

  /** A peer is here. The cursor stays where it is: one may be writing. */
  #accepted(): void {
    this.#title.news();
    // In the next frame, when the queue's place is no longer above it.
    requestAnimationFrame(() => this.#showConversation());
  }

  protected override render(): unknown {
    const { me } = this.#path.self;
    switch (this.#path.view) {
      case "loading":
        return html`<p class="island-wait" role="status">${this.#path.trouble || this.t.loading}</p>`;
      case "other":
        return html`<div class="step">${this.#isItYou()}</div>`;
      case "asleep":
        return html`<div class="step">
          <other-asleep level="1" @again=${() => this.#path.accept()} @anew=${() => this.#path.fresh()}></other-asleep>
        </div>`;
      case "start":
        return html`<naere-start
          .config=${this.#path.config}
          ?busy=${this.#path.busy}
          trouble=${this.#path.trouble}
          @start=${(event: CustomEvent<Beginning>) => this.#path.start(event.detail)}
        ></naere-start>`;
      case "before":
        return html`<naere-before
          .config=${this.#path.config}
          .me=${me}
          ?busy=${this.#path.busy}
          ?calls=${this.#path.calls}
          trouble=${this.#path.trouble}
          @choose=${(event: CustomEvent<Kind>) => this.#path.choose(event.detail)}
        ></naere-before>`;
      case "talk":
        return this.#talk();
      case "return":
        return html`<naere-return
          .self=${this.#path.self}
          @returned=${() => this.#path.to("mine")}
          @start-new=${() => this.#path.startNew()}
        ></naere-return>`;
      case "mine":
        return html`<naere-mine
          .me=${me}
          trouble=${this.#path.trouble}
          @open=${(event: CustomEvent<string>) => this.#path.open(event.detail)}
          @write-again=${() => this.#path.writeAgain()}
          @want-words=${() => this.#path.aside("words")}
          @want-delete=${() => this.#path.aside("delete")}
          @leave=${() => this.#path.leave()}
        ></naere-mine>`;
      case "signed-out":
        return this.#out();
      default:
        return this.#side(this.#path.view);
    }
  }

  #isItYou(): TemplateResult {
    const { others, busy } = this.#path;
    return isItYou({ name: others.name, busy, yes: () => void this.#path.accept(), no: () => this.#path.fresh() }, 1);
  }

  #side(view: View): unknown {
    const close = (): void => this.#path.back();
    if (view === "words") {
      return html`<naere-words .self=${this.#path.self} place=${this.#path.config.name} @close=${close}></naere-words>`;
    }
    if (view === "report") {
      const { config, session, self } = this.#path;
      return html`<naere-report .config=${config} .session=${session} .self=${self} @close=${close}></naere-report>`;
    }
    return html`<naere-delete
      ?done=${view === "deleted"}
      ?busy=${this.#path.busy}
      trouble=${this.#path.trouble}
      @delete=${() => this.#path.delete()}
      @close=${close}
    ></naere-delete>`;
  }

  #talk(): TemplateResult {
    const { session } = this.#path;
    const conversation = session?.conversation;
    const closed = conversation?.state === "closed";
    return html`<div class="talk-page">
      ${conversation?.state === "waiting" ? this.#waiting(session) : nothing}
      ${closed ? this.#ended(session) : nothing}
      ${conversation?.state === "active" ? html`<h1 class="sr-only" tabindex="-1">${this.t.mine.live}</h1>` : nothing}
      <p class="sr-only" role="status">
        ${conversation?.peerName && !closed ? this.t.waiting.accepted(conversation.peerName) : nothing}
      </p>
      <naere-conversation
        .session=${session}
        ?offers-end=${conversation?.state === "active"}
        .aside=${this.#riskCard()}
        .cards=${this.#cards}
        @naere-write=${(event: CustomEvent<string>) => this.#path.wrote(event.detail)}
        @naere-sent=${(event: CustomEvent<string>) => this.#path.lookAt(event.detail, true)}
      ></naere-conversation>
      ${alertBox(this.#path.trouble)} ${closed ? nothing : this.#more()}
    </div>`;
  }

  #waiting(session: ConversationSession | null): TemplateResult {
    return html`<naere-waiting
      .session=${session}
      .now=${this.#path.self.me?.now ?? null}
      ?hasWords=${this.#path.self.me?.person.hasWords ?? false}
      ?busy=${this.#path.busy}
      @kind=${(event: CustomEvent<Kind>) => this.#path.kind(event.detail)}
      @withdraw=${() => this.#path.withdraw()}
      @want-words=${() => this.#path.aside("words")}
    ></naere-waiting>`;
  }

  #ended(session: ConversationSession | null): TemplateResult {
    return html`<naere-ended
      .config=${this.#path.config}
      .conversation=${session?.conversation}
      ?hasWords=${this.#path.self.me?.person.hasWords ?? false}
      ?sent=${this.#path.sent}
      trouble=${this.#path.trouble}
      draft=${session?.draft ?? ""}
      @feedback=${(event: CustomEvent<Record<string, number>>) => this.#path.feedback(event.detail)}
      @want-words=${() => this.#path.aside("words")}
      @want-delete=${() => this.#path.aside("delete")}
      @want-report=${() => this.#path.aside("report")}
      @write-again=${() => this.#path.writeAgain()}
    ></naere-ended>`;
  }

  #riskCard(): unknown {
    if (!this.#path.risk) return nothing;
    return riskCard({
      ...{ t: this.t, lines: this.#path.config.crisisLines, show: this.#path.risk },
      mayCall: this.#professional === "on-duty",
      call: () => this.#path.callProfessional(),
      help: () => this.#path.offer("lines"),
      close: () => this.#path.offer(""),
    });
  }

  /** Who to call is shown above the pen; from below it one is led there. */
  #showLines(): void {
    this.#path.offer("lines");
    const show = (): void => this.querySelector(".risk")?.scrollIntoView({ block: "center" });
    void this.updateComplete.then(() => requestAnimationFrame(show));
  }

  get #professional(): "on-duty" | "nobody" | "" {
    return this.#path.session?.professional ?? "";
  }

  /** The call, while somebody is there to take it; else who can be called at any time. */
  #helpers(): unknown {
    const { more, helpNow, risk } = this.t;
    if (!this.#professional) return nothing;
    if (this.#professional === "on-duty") {
      return html`<button type="button" class="button button-secondary" @click=${() => this.#path.callProfessional()}>${risk.professional}</button>`;
    }
    return html`<p class="talk-nobody">${more.nobody}</p>
      <button type="button" class="button button-secondary" @click=${() => this.#showLines()}>${helpNow}</button>`;
  }

  #more(): TemplateResult {
    const t = this.t.more;
    return html`<details class="step-more">
      <summary>${t.title}</summary>
      <div class="step-buttons">
        ${this.#helpers()}
        ${this.#path.self.me?.person.hasWords
          ? nothing
          : html`<button type="button" class="button button-secondary" @click=${() => this.#path.aside("words")}>${t.words}</button>`}
        <button type="button" class="button button-secondary" @click=${() => this.#path.aside("report")}>${t.report}</button>
        <button type="button" class="button button-secondary" @click=${() => this.#path.home()}>${t.mine}</button>
        <button type="button" class="button button-secondary" @click=${() => this.#path.aside("delete")}>${t.delete}</button>
      </div>
    </details>`;
  }

  #out(): TemplateResult {
    const t = this.t.signedOut;
    return html`<div class="step">
      <h1 tabindex="-1">${t.title}</h1>
      <p class="lead">${t.text}</p>
      ${this.#path.draft.text ? html`<p>${t.draft}</p><p class="card kept-draft">${this.#path.draft.text}</p>` : nothing}
      <div class="step-buttons">
        <button type="button" class="button button-primary" @click=${() => this.#path.to("return")}>${t.words}</button>
        <button type="button" class="button button-secondary" @click=${() => this.#path.startNew()}>${this.t.return.startNew}</button>
      </div>
    </div>`;
  }
}

customElements.define("naere-young", Young);
