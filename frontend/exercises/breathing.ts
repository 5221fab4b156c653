/** Breathes along: a ring that grows and shrinks, with a count; still and counted under reduced motion. */

/** Seconds in and out. */
export const PACES: Readonly<Record<string, readonly [number, number]>> = { calm: [4, 6], short: [3, 4] };

const SECOND = 1000; // ms

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
  };
  const stop = (): void => {
    if (timer) clearInterval(timer);
    timer = null;
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
  button.addEventListener("click", () => (timer ? stop() : start()));
  window.addEventListener("naere:exit", stop);
}
