/** Line icons for eyes only; words for everybody else stand beside them. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit";

const shapes = {
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  seen: svg`<path d="m2.5 12.5 4.5 4.5L16 7.5M11.5 15.5 13 17l8.5-9.5"/>`,
  clock: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>`,
  alert: svg`<path d="M12 4 3.5 19h17zM12 10v4M12 16.5v.01"/>`,
  lock: svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2.5"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>`,
  send: svg`<path d="M4 12 20 4.5 15.5 20l-4-6.5zM11.5 13.5 20 4.5"/>`,
  down: svg`<path d="M12 5v14M6 13l6 6 6-6"/>`,
  letter: svg`<rect x="3" y="5.5" width="18" height="13" rx="2.5"/><path d="m3.8 7.5 7 5.4a2 2 0 0 0 2.4 0l7-5.4"/>`,
  chat: svg`<path d="M4 11.5a7.5 6.5 0 1 1 4 5.7L4.5 18.5l.8-3.2A6 6 0 0 1 4 11.5z"/><path d="M8.5 11.5h.01M12 11.5h.01M15.5 11.5h.01"/>`,
  phone: svg`<path d="M6.5 3.5h2.6l1.5 4-2 1.6a13 13 0 0 0 6.3 6.3l1.6-2 4 1.5v2.6a2 2 0 0 1-2.1 2A16.6 16.6 0 0 1 4.5 5.6a2 2 0 0 1 2-2.1z"/>`,
  heart: svg`<path d="M12 19.5S4 15 4 9.4A4.2 4.2 0 0 1 12 7.6a4.2 4.2 0 0 1 8 1.8c0 5.6-8 10.1-8 10.1z"/>`,
  key: svg`<circle cx="8" cy="15" r="4"/><path d="m11 12 8.5-8.5M16 7l2.5 2.5M13.5 9.5l1.5 1.5"/>`,
  people: svg`<circle cx="8.5" cy="8.5" r="3"/><path d="M3 19c0-3.3 2.4-5.5 5.5-5.5S14 15.7 14 19M15.5 6a3 3 0 0 1 0 5.6M17 13.8c2.4.6 4 2.6 4 5.2"/>`,
  again: svg`<path d="M5 12a7 7 0 0 1 12-5l2 2M19 4.5V9h-4.5M19 12a7 7 0 0 1-12 5l-2-2M5 19.5V15h4.5"/>`,
  wave: svg`<path d="M3 10c2 0 2-1.5 4.5-1.5S10 10 12 10s2-1.5 4.5-1.5S19 10 21 10M3 15c2 0 2-1.5 4.5-1.5S10 15 12 15s2-1.5 4.5-1.5S19 15 21 15"/>`,
  bin: svg`<path d="M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5"/>`,
  flag: svg`<path d="M6 20.5V4M6 5c5-2.5 7 2.5 12.5 0v8.5C13 16 11 11 6 13.5"/>`,
  arrow: svg`<path d="M5 12h14M13 6l6 6-6 6"/>`,
  door: svg`<path d="M6 20V5.5A1.5 1.5 0 0 1 7.5 4h9A1.5 1.5 0 0 1 18 5.5V20M4 20h16M14.5 12v.01"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type Icon = keyof typeof shapes;

export function icon(name: Icon): TemplateResult {
  return html`<svg
    class="icon"
    viewBox="0 0 24 24"
    width="24"
    height="24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${shapes[name]}
  </svg>`;
}
