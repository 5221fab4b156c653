/** A number that somebody has written can be called by one tap: in the hard hours that is what the plan is for. */
import { FILLED } from "./sheet";

const SHORTEST = 3; // 112, 114

/** What a phone is to dial; null for what is no number. */
export function dialled(written: string): string | null {
  const number = written.replace(/[\s().-]/g, "");
  const digits = number.replace(/^\+/, "");
  return /^\d+$/.test(digits) && digits.length >= SHORTEST && digits.length <= 15 ? number : null;
}

/** Give every field for a number (`data-call`, the link's word) a link that calls it. */
export function startCalling(form: HTMLFormElement): void {
  const fields = [...form.querySelectorAll<HTMLInputElement>("input[data-call]")];
  const shows = fields.map((field) => linkBeside(field));
  const show = (): void => shows.forEach((one) => one());
  form.addEventListener("input", show);
  form.addEventListener(FILLED, show);
  form.addEventListener("reset", () => setTimeout(show));
  show();
}

function linkBeside(field: HTMLInputElement): () => void {
  const link = document.createElement("a");
  link.className = "button button-secondary button-small exercise-call no-print";
  field.after(link);
  return () => {
    const number = dialled(field.value);
    link.hidden = number === null;
    link.href = `tel:${number ?? ""}`;
    link.textContent = `${field.dataset.call ?? ""} ${field.value.trim()}`;
  };
}
