/** A soft sound and a blinking title when something new came. Both can be turned off. */

const NOTES = [
  { hertz: 659.25, after: 0 },
  { hertz: 880, after: 0.14 },
] as const;
const LOUDNESS = 0.08; // of 1: it must not startle in a quiet room
const LENGTH = 0.5; // seconds
const BLINK_EVERY = 1200; // ms

/** Two short soft notes. Browsers let a page sound only after its reader has touched it: `prepare`. */
export class Chime {
  #context: AudioContext | null = null;

  constructor(private readonly make: () => AudioContext = () => new AudioContext()) {}

  prepare(): void {
    if (this.#context) return;
    try {
      this.#context = this.make();
    } catch {
      // No sound on this device: the title and the list still tell.
    }
  }

  play(): void {
    const context = this.#context;
    if (!context) return;
    void context.resume();
    for (const { hertz, after } of NOTES) note(context, hertz, context.currentTime + after);
  }
}

function note(context: AudioContext, hertz: number, at: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(LOUDNESS, at + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + LENGTH);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + LENGTH);
}

interface Titled {
  title: string;
  readonly hidden: boolean;
}

/** Lets the tab's title alternate with a text for as long as nobody looks at the tab. */
export class Blinker {
  #timer: ReturnType<typeof setInterval> | null = null;
  #own = "";
  #text = "";

  constructor(private readonly page: Titled = document) {}

  /** Blink `text` if the tab is hidden; a later text replaces it. */
  show(text: string): void {
    if (!this.page.hidden) return;
    this.#text = text;
    if (this.#timer) return;
    this.#own = this.page.title;
    this.#flip();
    this.#timer = setInterval(() => this.#flip(), BLINK_EVERY);
  }

  /** Somebody looks again. */
  stop(): void {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = null;
    this.page.title = this.#own;
  }

  #flip(): void {
    this.page.title = this.page.title === this.#text ? this.#own : this.#text;
  }
}
