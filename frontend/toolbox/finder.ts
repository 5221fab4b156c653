/**
 * The finder changes in place while somebody chooses or types; without this it is a plain form.
 *
 * The address is replaced, not pushed: what somebody typed leaves no trail behind the Back button, and
 * the quick exit takes the one entry there is.
 */
import htmx from "htmx.org";
import { clean, NoFunction } from "./clean";
import { watch } from "./lost";

interface Inside {
  initSecurity(html: { createHTML: typeof clean; createScript: () => string }, ...functions: unknown[]): void;
}

htmx.registerExtension("naere", {
  init: (inside: unknown): void =>
    (inside as Inside).initSecurity({ createHTML: clean, createScript: () => "" }, NoFunction, NoFunction),
});

const form = document.querySelector<HTMLFormElement>("#finder");
const status = document.querySelector<HTMLElement>("#finder-count");
if (form && status) watch(form, status);
