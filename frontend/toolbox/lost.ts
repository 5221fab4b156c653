/**
 * Says that an answer did not come. When somebody asks again the plain form takes over, unless they have typed
 * something: it would stand in the address.
 */

interface Context {
  response?: { status: number };
  sourceEvent?: Event;
}

const contextOf = (event: Event): Context => (event as CustomEvent<{ ctx?: Context }>).detail?.ctx ?? {};

/** Watch a form that htmx sends: an error page is no result, and no connection is said in `status`. */
export function watch(form: HTMLFormElement, status: HTMLElement): void {
  form.addEventListener("htmx:before:response", (event) => {
    if (contextOf(event).response?.status === 200) return;
    event.preventDefault();
    lost(form, status, event);
  });
  form.addEventListener("htmx:error", (event) => lost(form, status, event));
}

function lost(form: HTMLFormElement, status: HTMLElement, event: Event): void {
  if (contextOf(event).sourceEvent?.type === "submit" && !hasWords(form)) form.submit();
  else status.textContent = form.dataset.lost ?? "";
}

function hasWords(form: HTMLFormElement): boolean {
  return [...form.querySelectorAll<HTMLInputElement>("input[type=search]")].some(({ value }) => value.trim() !== "");
}
