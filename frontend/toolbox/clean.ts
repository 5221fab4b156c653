/**
 * The one door for HTML that comes after the page: cleaned by DOMPurify, and a TrustedHTML afterwards.
 *
 * DOMPurify parses through the policy `naere` itself; nothing else on the page has a way to make HTML.
 */
import DOMPurify from "dompurify";

const KINDS = { createHTML: (html: string): string => html, createScriptURL: refuse };

interface Factory {
  createPolicy(name: string, rules: typeof KINDS): unknown;
}

function refuse(): never {
  throw new TypeError("no script is made from text here");
}

function makePolicy(): unknown {
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
  return factory?.createPolicy("naere", KINDS);
}

const policy = makePolicy();

/** What is allowed: what our own pages are made of. No style, no script, no form that goes elsewhere. */
const ALLOWED = {
  USE_PROFILES: { html: true, svg: true },
  FORCE_BODY: true, // what begins with a <template>, as htmx sends it, would go to the head and be lost
  FORBID_TAGS: ["style", "iframe", "object", "embed", "base", "meta", "link"],
  FORBID_ATTR: ["style", "srcset", "formaction"],
  ADD_ATTR: ["enterkeyhint", "form"], // a button may belong to a form of the page, which goes where that goes
};

/** Return `html` without anything that could run; a TrustedHTML where the browser knows it. */
export function clean(html: string): string {
  const how = policy ? { ...ALLOWED, TRUSTED_TYPES_POLICY: policy, RETURN_TRUSTED_TYPE: true } : ALLOWED;
  return DOMPurify.sanitize(html, how as typeof ALLOWED) as string;
}

/** Stands for `Function`: whatever wants to run a text is refused. */
export class NoFunction {
  constructor() {
    refuse();
  }
}
