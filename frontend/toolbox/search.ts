/** What somebody searches for: on the page, in no address, and in a link when they ask for one. */

const WORDS = "q"; // the names in the address, naere/toolbox/forms/finding.py
const PAGE = "side";
const HELP = ".finder-danger";

/** Take what was typed out of the page's own address: a browser keeps it, and suggests it to others. */
export function hideWords(place: Location = location, past: History = history): void {
  const address = new URL(place.href);
  if (!address.searchParams.has(WORDS)) return;
  for (const name of [WORDS, PAGE]) address.searchParams.delete(name);
  past.replaceState(past.state, "", address);
}

/** The address that leads to this search, with the words: for whoever asks for it. */
export function linkTo(form: HTMLFormElement, place: Location = location): string {
  const address = new URL(place.pathname, place.href);
  for (const [name, value] of asked(form)) address.searchParams.append(name, value);
  return address.href;
}

/**
 * Let `button` copy a link to what is asked in `form`, while there is something, and say so in `said`. Where help
 * stands beside the words there is nothing to pass on.
 */
export function offerLink(form: HTMLFormElement, button: HTMLButtonElement, said: HTMLElement): void {
  const look = (): void => {
    button.hidden = asked(form).length === 0 || form.querySelector(HELP) !== null;
    said.textContent = "";
  };
  document.addEventListener("htmx:after:swap", look);
  for (const what of ["input", "change"]) form.addEventListener(what, look);
  button.addEventListener("click", () => void copy(form, said));
  look();
}

async function copy(form: HTMLFormElement, said: HTMLElement): Promise<void> {
  const hasWords = asked(form).some(([name]) => name === WORDS);
  try {
    await navigator.clipboard.writeText(linkTo(form));
    said.textContent = (hasWords ? said.dataset.words : said.dataset.copied) ?? "";
  } catch {
    said.textContent = said.dataset.failed ?? "";
  }
}

function asked(form: HTMLFormElement): [string, string][] {
  const given = [...new FormData(form)].map(([name, value]): [string, string] => [name, String(value).trim()]);
  return given.filter(([, value]) => value !== "");
}

/** Whoever turns a page with a button of `form` begins at the top of what `found` holds. */
export function startAtTop(form: HTMLFormElement, found: HTMLElement): void {
  form.addEventListener("htmx:after:swap", ({ detail }) => {
    const pressed = (detail.ctx.sourceEvent as Partial<SubmitEvent> | null)?.submitter;
    if (pressed?.getAttribute("name") !== PAGE) return;
    found.focus({ preventScroll: true });
    found.scrollIntoView();
  });
}
