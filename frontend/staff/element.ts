/** What the staff's elements have in common: light DOM, and drawn again when the office changes. */
import { LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { Office, Said } from "./office";

export class OfficeElement extends LitElement {
  @property({ attribute: false }) office!: Office;

  #listensTo: Office | null = null;

  readonly #changed = (): void => this.requestUpdate();

  protected override createRenderRoot(): this {
    return this; // the page's own styles hold
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listensTo?.removeEventListener("change", this.#changed);
    this.#listensTo = null;
  }

  protected override willUpdate(): void {
    this.#listen();
  }

  #listen(): void {
    if (this.#listensTo === this.office || !this.isConnected) return;
    this.#listensTo?.removeEventListener("change", this.#changed);
    this.#listensTo = this.office;
    this.office?.addEventListener("change", this.#changed);
  }

  /** Tell the reader something, at the top of the page. */
  protected say(text: string, kind: Said["kind"] = "good"): void {
    // Not by a bubbling event: what the reader just closed is no longer in the page.
    this.office.say({ text, kind });
  }
}
