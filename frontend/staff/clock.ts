/** Draws an element again each second, so that waiting times run; not while nobody looks. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

export class Clock implements ReactiveController {
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => {
      if (!document.hidden) this.host.requestUpdate();
    }, 1000);
  }

  hostDisconnected(): void {
    if (this.#timer) clearInterval(this.#timer);
  }
}
