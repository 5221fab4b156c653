/** `<naere-breathe>`: breathe in for four, out for six. Still, and counted in words, under reduced motion. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../chat/icons";
import { Light } from "./light";

const IN = 4_000; // ms, as in _young.scss
const OUT = 6_000; // ms

export class Breathe extends Light {
  static override properties = { on: { state: true }, out: { state: true } };

  declare protected on: boolean;
  declare protected out: boolean;

  readonly #still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  #turn: ReturnType<typeof setTimeout> | null = null;

  constructor() {
    super();
    this.on = false;
    this.out = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override render(): TemplateResult {
    const t = this.t.breathe;
    const button = html`<button
      type="button"
      class="button button-secondary button-small"
      aria-expanded=${this.on}
      @click=${this.on ? this.#stop : this.#start}
    >
      ${icon("wave")} ${this.on ? t.stop : this.t.waiting.breathe}
    </button>`;
    return html`${button}${this.on ? this.#exercise() : nothing}`;
  }

  #exercise(): TemplateResult {
    const t = this.t.breathe;
    if (this.#still) return html`<p class="breathe-still">${t.still}</p>`;
    return html`<div class="breathe">
      <div class="breathe-circle ${this.out ? "is-out" : "is-in"}" aria-hidden="true">
        <span>${this.out ? t.out : t.in}</span>
      </div>
      <p>${t.text}</p>
      <p class="sr-only">${t.still}</p>
    </div>`;
  }

  readonly #start = (): void => {
    this.on = true;
    this.out = true; // small first, so that it can grow
    if (!this.#still) this.#turn = setTimeout(() => this.#breathe(false), 60);
  };

  #breathe(out: boolean): void {
    this.out = out;
    this.#turn = setTimeout(() => this.#breathe(!out), out ? OUT : IN);
  }

  readonly #stop = (): void => {
    if (this.#turn) clearTimeout(this.#turn);
    this.#turn = null;
    this.on = false;
  };
}

customElements.define("naere-breathe", Breathe);
