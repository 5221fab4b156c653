/**
 * The finder changes in place while somebody chooses or types; without this it is a plain form.
 *
 * The address is replaced, not pushed, so that the quick exit takes the one entry there is; and it follows the
 * choices only (`HX-Replace-Url`): what somebody typed is in no address, and leaves no trail in the browser.
 */
import htmx from "htmx.org";
import { clean, NoFunction } from "./clean";
import { watch } from "./lost";
import { hideWords, offerLink, startAtTop } from "./search";

interface Inside {
  initSecurity(html: { createHTML: typeof clean; createScript: () => string }, ...functions: unknown[]): void;
}

htmx.registerExtension("naere", {
  init: (inside: unknown): void =>
    (inside as Inside).initSecurity({ createHTML: clean, createScript: () => "" }, NoFunction, NoFunction),
});

hideWords();
const form = document.querySelector<HTMLFormElement>("#finder");
const status = document.querySelector<HTMLElement>("#finder-count");
const found = document.querySelector<HTMLElement>("#svar");
const link = document.querySelector<HTMLButtonElement>("#finder-link");
const said = document.querySelector<HTMLElement>("#finder-link-said");
if (form && status) watch(form, status);
if (form && link && said) offerLink(form, link, said);
if (form && found) startAtTop(form, found);
