/** `<naere-staff page=…>`: the keys first, then the page; what is said to the reader stands on top. */
import { html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { Blinker, Chime } from "./alerts";
import "./calls";
import "./desk";
import { OfficeElement } from "./element";
import "./keys-gate";
import type { News, Office, Said } from "./office";
import "./reports";
import "./team";
import { t } from "./text";
import { renewToken } from "./token";

const SAID_FOR = 8000; // ms

export class StaffPage extends OfficeElement {
  @property() page = "";
  @property() place = "";
  @state() private said: Said = { text: "", kind: "good" };
  readonly #chime = new Chime();
  readonly #blinker = new Blinker();
  #quiet: ReturnType<typeof setTimeout> | null = null;

  /** Take the office and begin. */
  async begin(office: Office): Promise<void> {
    this.office = office;
    office.addEventListener("news", (event) => this.#news((event as CustomEvent<News>).detail));
    office.addEventListener("say", (event) => this.#say((event as CustomEvent<Said>).detail));
    addEventListener("pointerdown", this.#touched, { once: true });
    addEventListener("keydown", this.#touched, { once: true });
    document.addEventListener("visibilitychange", this.#looked);
    addEventListener("focus", this.#looked);
    await office.start();
  }

  override render() {
    if (!this.office) return html`<p role="status" class="quiet">${t.loading}</p>`;
    return html`${this.office.signedOut ? this.#signedOut() : nothing}
      <div class="said" role="status">
        ${this.said.text
          ? html`<p class="notice notice-${this.said.kind}">${this.said.text}</p>`
          : nothing}
      </div>
      ${this.#body()}`;
  }

  #body() {
    const { office } = this;
    if (office.stand === "loading") {
      const text = office.connection === "offline" ? t.offline : t.loading;
      return html`<p role="status" class="quiet">${text}</p>`;
    }
    if (office.stand !== "open") {
      return html`<naere-keys .office=${office} place=${this.place}></naere-keys>`;
    }
    if (this.page === "team") return html`<naere-team .office=${office}></naere-team>`;
    if (this.page === "duty") return html`<naere-calls .office=${office}></naere-calls>`;
    if (this.page === "reports") return html`<naere-reports .office=${office}></naere-reports>`;
    return html`<naere-desk .office=${office}></naere-desk>`;
  }

  #signedOut() {
    return html`<p class="notice notice-danger signed-out" role="alert">
      ${t.signedOut}
      <a href=${location.href} target="_blank" rel="noopener">${t.signInAgain}</a>
    </p>`;
  }

  #say(said: Said): void {
    this.said = said;
    if (this.#quiet) clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      this.said = { text: "", kind: "good" };
    }, SAID_FOR);
  }

  // -- being told, also when looking elsewhere

  readonly #touched = (): void => this.#chime.prepare();

  readonly #looked = (): void => {
    if (document.hidden) return;
    this.#blinker.stop();
    if (this.office.signedOut) void this.#back();
  };

  async #back(): Promise<void> {
    await renewToken();
    await this.office.back();
  }

  #news(news: News): void {
    const wants = this.office.me?.membership;
    if (!wants || !this.#concerns(news)) return;
    if (wants.wantsSound) this.#chime.play();
    if (wants.wantsTitle) this.#blinker.show(titleOf(news));
  }

  /** Only what one can act on: the queue when on duty, a message in a conversation not looked at. */
  #concerns(news: News): boolean {
    if (news.what === "queue") return this.page === "home" && this.office.isOnDuty("peer");
    if (news.what === "call") return this.office.isOnDuty("professional");
    const panel = document.getElementById(`panel-${news.talk}`);
    return !document.hasFocus() || !panel?.contains(document.activeElement);
  }
}

function titleOf(news: News): string {
  if (news.what === "queue") return t.newWaiting(news.count);
  return news.what === "call" ? t.newCall : t.newMessage;
}

customElements.define("naere-staff", StaffPage);
