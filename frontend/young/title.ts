/** The page's title counts what came while one looked at something else. It says nothing of what. */
export class Title {
  readonly #plain = document.title;
  #count = 0;

  constructor() {
    document.addEventListener("visibilitychange", () => this.#seen());
  }

  news(): void {
    if (document.visibilityState === "visible") return;
    this.#count += 1;
    document.title = `(${this.#count}) ${this.#plain}`;
  }

  #seen(): void {
    if (document.visibilityState !== "visible" || this.#count === 0) return;
    this.#count = 0;
    document.title = this.#plain;
  }
}
