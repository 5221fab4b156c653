/** Six fields for the six words, with completion after three letters. */
import { html, LitElement } from "lit";
import { property, state } from "lit/decorators.js";
import type { CryptoClient } from "../crypto/client";
import { t } from "./text";
import { COUNT, put } from "./typed-words";

const MOST_COMPLETIONS = 8;

export class WordsField extends LitElement {
  @property({ attribute: false }) crypto!: Pick<CryptoClient, "wordCompletions">;
  @property({ attribute: false }) words: readonly string[] = Array<string>(COUNT).fill("");
  @state() private completions: readonly string[] = [];

  protected override createRenderRoot(): this {
    return this;
  }

  override render() {
    return html`<ol class="words-field">
        ${this.words.map((word, at) => this.#field(word, at))}
      </ol>
      <datalist id="word-completions">
        ${this.completions.map((word) => html`<option value=${word}></option>`)}
      </datalist>`;
  }

  #field(word: string, at: number) {
    return html`<li>
      <label for="word-${at}">${t.unlockWord(at + 1)}</label>
      <input
        id="word-${at}"
        class="form-input"
        list="word-completions"
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck="false"
        .value=${word}
        @input=${(event: Event) => this.#typed(at, event.target as HTMLInputElement)}
        @keydown=${(event: KeyboardEvent) => this.#next(at, event)}
      />
    </li>`;
  }

  #typed(at: number, input: HTMLInputElement): void {
    const before = this.words;
    const given = input.value;
    this.words = put(before, at, given);
    if (/\S\s$/.test(given)) this.#focus(at + 1); // a space ends the word
    void this.#complete(given);
  }

  #next(at: number, event: KeyboardEvent): void {
    if (event.key === "Backspace" && this.words[at] === "" && at > 0) {
      event.preventDefault();
      this.#focus(at - 1);
    }
  }

  #focus(at: number): void {
    this.querySelector<HTMLInputElement>(`#word-${Math.min(at, COUNT - 1)}`)?.focus();
  }

  async #complete(prefix: string): Promise<void> {
    const found = await this.crypto.wordCompletions(prefix).catch(() => []);
    this.completions = found.slice(0, MOST_COMPLETIONS);
  }
}

customElements.define("naere-words-field", WordsField);
