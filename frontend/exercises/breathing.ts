/** Breathes along: a ring that grows and shrinks, with a count; still and counted under reduced motion. */

/** Seconds in and out. */
export const PACES: Readonly<Record<string, readonly [number, number]>> = { calm: [4, 6], short: [3, 4] };

const SECOND = 1000; // ms
const BUZZ: Readonly<Record<"in" | "out", number | number[]>> = { in: 60, out: [60, 120, 60] }; // ms: one short, two short

export interface Breath {
  readonly out: boolean;
  readonly count: number; // from 1
}

/** Where one is after `seconds` at a pace. */
export function breathAt(seconds: number, [into, out]: readonly [number, number]): Breath {
  const at = seconds % (into + out);
  return at < into ? { out: false, count: at + 1 } : { out: true, count: at - into + 1 };
}

export function startBreathing(page: Document = document): void {
  const box = page.querySelector<HTMLElement>("[data-breathe]");
  const button = box?.querySelector<HTMLButtonElement>("[data-breathe-start]");
  const ring = box?.querySelector<HTMLElement>(".breathe-ring");
  const word = box?.querySelector<HTMLElement>("[data-breathe-word]");
  const count = box?.querySelector<HTMLElement>("[data-breathe-count]");
  const said = box?.querySelector<HTMLElement>("[data-breathe-said]");
  const buzz = box?.querySelector<HTMLInputElement>("[data-breathe-buzz]");
  if (!box || !button || !ring || !word || !count) return;
  const begin = button.textContent ?? "";
  let timer: ReturnType<typeof setInterval> | null = null;
  let seconds = 0;

  const pace = (): readonly [number, number] => {
    const chosen = page.querySelector<HTMLInputElement>('input[name="pace"]:checked')?.value ?? "calm";
    ring.classList.toggle("is-short", chosen === "short");
    return PACES[chosen] ?? [4, 6];
  };
  const show = (): void => {
    const breath = breathAt(seconds, pace());
    ring.classList.toggle("is-out", breath.out);
    ring.classList.toggle("is-in", !breath.out);
    word.textContent = (breath.out ? word.dataset.out : word.dataset.in) ?? "";
    count.textContent = String(breath.count);
    if (breath.count === 1) turn(breath.out);
  };
  /** For who does not look at the ring: a word for a screen reader, a buzz for a hand. */
  const turn = (out: boolean): void => {
    if (said) said.textContent = word.textContent;
    if (buzz?.checked) navigator.vibrate?.(BUZZ[out ? "out" : "in"]);
  };
  const stop = (): void => {
    if (timer) clearInterval(timer);
    timer = null;
    if (said) said.textContent = "";
    ring.hidden = true;
    button.textContent = begin;
  };
  const start = (): void => {
    seconds = 0;
    ring.hidden = false;
    button.textContent = button.dataset.stop ?? begin;
    show();
    timer = setInterval(() => {
      seconds += 1;
      show();
    }, SECOND);
  };
  box.hidden = false;
  const label = buzz?.closest<HTMLElement>("label");
  if (label) label.hidden = !("vibrate" in navigator);
  button.addEventListener("click", () => (timer ? stop() : start()));
  window.addEventListener("naere:exit", stop);
}
