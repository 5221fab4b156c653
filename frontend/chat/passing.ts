/** What passes: who is here, who writes, who can be called, the place in the queue, what is seen. */
import type { Place, ServerFrame } from "../wire";

const TYPING_EVERY = 3_000; // ms between two of ours
const TYPING_LASTS = 6_000; // ms without another of theirs

export class Passing {
  typing = false;
  present: readonly string[] = [];
  place: Place | null = null;
  professionalOnDuty = false;
  seen = 0; // how far we told that we have read
  seenByOthers = 0; // how far others had read at the last welcome
  #typedAt = -TYPING_EVERY;
  #stops: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly me: string,
    private readonly changed: () => void,
  ) {}

  welcome(frame: ServerFrame & { t: "welcome" }): void {
    this.present = frame.present;
    this.place = frame.place ?? this.place;
    this.professionalOnDuty = frame.professionalOnDuty ?? this.professionalOnDuty;
    this.seen = Math.max(this.seen, frame.seen[this.me] ?? 0);
    const others = Object.entries(frame.seen).filter(([who]) => who !== this.me);
    this.seenByOthers = Math.max(0, ...others.map(([, seq]) => seq));
  }

  heard(frame: ServerFrame): void {
    if (frame.t === "place") {
      const { position, of, expectedWaitSeconds } = frame;
      this.place = { position, of, expectedWaitSeconds };
    } else if (frame.t === "presence") {
      const others = this.present.filter((one) => one !== frame.s);
      this.present = frame.here ? [...others, frame.s] : others;
    } else if (frame.t === "professional") {
      this.professionalOnDuty = frame.onDuty;
    } else if (frame.t === "typing" && frame.s !== this.me) {
      this.#started();
    }
    this.changed();
  }

  /** Whether it is time to tell that we are writing; asking counts as telling. */
  mayType(now = Date.now()): boolean {
    if (now - this.#typedAt < TYPING_EVERY) return false;
    this.#typedAt = now;
    return true;
  }

  /** The other is not writing any more. */
  stopped(): void {
    if (this.#stops) clearTimeout(this.#stops);
    this.#stops = null;
    this.typing = false;
    this.changed();
  }

  disconnected(): void {
    if (this.#stops) clearTimeout(this.#stops);
    this.typing = false;
    this.present = [];
  }

  #started(): void {
    if (this.#stops) clearTimeout(this.#stops);
    this.typing = true;
    this.#stops = setTimeout(() => this.stopped(), TYPING_LASTS);
  }
}
