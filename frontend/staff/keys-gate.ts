/** Making the keys at the first login, and opening them with the six words on a new device. */
import { html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { CryptoError } from "../crypto/client";
import { ask } from "./ask";
import { OfficeElement } from "./element";
import { t, why } from "./text";
import { isSame, twoPlaces } from "./typed-words";
import type { WordsField } from "./words-field";
import "./words-field";

type Step = "start" | "words" | "check" | "working";

export class KeysGate extends OfficeElement {
  @property() place = "";
  @state() private step: Step = "start";
  @state() private words: readonly string[] = [];
  @state() private places: readonly number[] = [0, 1];
  @state() private problem = "";
  @state() private copied = false;
  #remember = false;

  override render() {
    if (this.step === "working") return this.#working();
    if (this.step === "words") return this.#show();
    if (this.step === "check") return this.#check();
    return this.office.stand === "locked" ? this.#unlock() : this.#begin();
  }

  #working() {
    const text = this.words.length ? t.sealing : t.unlocking;
    return html`<section class="keys card"><p role="status" class="keys-working">${text}</p></section>`;
  }

  // -- the first login

  #begin() {
    return html`<section class="keys card">
      <h2>${t.keysTitle}</h2>
      <p>${t.keysWhy}</p>
      <p>${t.keysHow}</p>
      <p><strong>${t.keysKeep}</strong></p>
      ${this.#trouble()}
      <button class="button button-primary" @click=${this.#make}>${t.keysMake}</button>
    </section>`;
  }

  readonly #make = async (): Promise<void> => {
    this.words = await this.office.keys.begin();
    this.copied = false;
    this.#to("words");
  };

  #show() {
    return html`<section class="keys card">
      <h2 tabindex="-1" class="words-title">${t.wordsTitle}</h2>
      <p class="print-only">${t.wordsPrinted(this.place)}</p>
      <ol class="words-list">
        ${this.words.map((word) => html`<li lang="da">${word}</li>`)}
      </ol>
      <p class="no-print">${t.wordsOrder} ${t.keysKeep}</p>
      <div class="keys-actions no-print">
        <button class="button button-secondary" @click=${this.#copy}>
          ${this.copied ? t.wordsCopied : t.wordsCopy}
        </button>
        <button class="button button-secondary" @click=${() => window.print()}>${t.wordsPrint}</button>
        <button class="button button-primary" @click=${this.#saved}>${t.wordsSaved}</button>
      </div>
      <p class="sr-only" role="status">${this.copied ? t.wordsCopied : ""}</p>
    </section>`;
  }

  readonly #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.words.join(" "));
      this.copied = true;
    } catch {
      this.copied = false; // not allowed here: the words stand on the screen
    }
  };

  readonly #saved = (): void => {
    this.places = twoPlaces(Math.random);
    this.#to("check");
  };

  #check() {
    return html`<form class="keys card" @submit=${this.#checked}>
      <h2 tabindex="-1" class="words-title">${t.checkTitle}</h2>
      ${this.places.map(
        (place) => html`<div class="form-group">
          <label class="form-label" for="check-${place}">${t.checkWord(place + 1)}</label>
          <input
            class="form-input"
            id="check-${place}"
            name=${place}
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            required
          />
        </div>`,
      )}
      ${this.#rememberBox()} ${this.#trouble()}
      <div class="keys-actions">
        <button class="button button-secondary" type="button" @click=${() => this.#to("words")}>
          ${t.checkBack}
        </button>
        <button class="button button-primary">${t.checkDone}</button>
      </div>
    </form>`;
  }

  readonly #checked = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const typed = new FormData(event.target as HTMLFormElement);
    const right = this.places.every((place) =>
      isSame(String(typed.get(String(place))), this.words[place] ?? ""),
    );
    if (!right) {
      this.problem = t.checkWrong;
      return;
    }
    await this.#work(async () => {
      const { me, keys } = this.office;
      if (!me) return;
      const after = await keys.finish(me, this.words, this.#remember);
      this.words = [];
      this.step = "start";
      await this.office.opened(after);
    }, "check");
  };

  // -- another device

  #unlock() {
    return html`<form class="keys card" @submit=${this.#typed}>
        <h2>${t.unlockTitle}</h2>
        <p>${t.unlockWhy} ${t.unlockHint}</p>
        <naere-words-field .crypto=${this.office.crypto}></naere-words-field>
        ${this.#rememberBox()} ${this.#trouble()}
        <button class="button button-primary">${t.unlock}</button>
      </form>
      <details class="keys-lost">
        <summary>${t.lostTitle}</summary>
        <p>${t.lostWhat}</p>
        <button class="button button-secondary" @click=${this.#startAfresh}>${t.lostStart}</button>
      </details>`;
  }

  readonly #typed = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const words = this.querySelector<WordsField>("naere-words-field")?.words ?? [];
    await this.#work(async () => {
      const { me, keys } = this.office;
      if (!me) return;
      await keys.unlock(me, words, this.#remember);
      this.step = "start";
      await this.office.opened();
    }, "start");
  };

  readonly #startAfresh = async (): Promise<void> => {
    const sure = await ask({ title: t.lostAsk, text: t.lostWhat, yes: t.lostYes, warns: true });
    if (sure) await this.#make();
  };

  // -- both

  /** Show that it works, and on failure come back to `step` with what was typed and why it failed. */
  async #work(act: () => Promise<void>, step: Step): Promise<void> {
    this.problem = "";
    const typed = this.querySelector<WordsField>("naere-words-field")?.words;
    this.step = "working";
    try {
      await act();
    } catch (error) {
      this.problem =
        error instanceof CryptoError ? (t.wordsErrors[error.code] ?? t.failed) : why(error);
      this.step = step;
      await this.updateComplete;
      const field = this.querySelector<WordsField>("naere-words-field");
      if (field && typed) field.words = typed;
    }
  }

  #rememberBox() {
    return html`<div class="form-group-checkbox keys-remember">
      <input
        type="checkbox"
        class="form-checkbox"
        id="remember"
        .checked=${this.#remember}
        aria-describedby="remember-hint"
        @change=${(event: Event) => {
          this.#remember = (event.target as HTMLInputElement).checked;
        }}
      />
      <label class="form-label" for="remember">${t.remember}</label>
      <span class="form-hint" id="remember-hint">${t.rememberHint}</span>
    </div>`;
  }

  #trouble() {
    return this.problem
      ? html`<p class="notice notice-danger" role="alert">${this.problem}</p>`
      : nothing;
  }

  #to(step: Step): void {
    this.problem = "";
    this.step = step;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".words-title")?.focus());
  }
}

customElements.define("naere-keys", KeysGate);
