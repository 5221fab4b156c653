/** A tool inside a message: what may be in it, and what is never taken from it (R53, docs/protocol.md). */
import type { Body } from "../crypto/client";
import { isRecord } from "./entries";

/** What the sender saw, so that it reads the same when the tool has changed or is gone. */
export interface Card {
  readonly id: string; // stable
  readonly slug: string;
  readonly name: string;
  readonly line: string;
}

/** A tool as somebody picks it (`GET /api/staff/tools`). */
export interface PickedTool extends Card {
  readonly situations: readonly string[];
  readonly ages: readonly [from: number | null, to: number | null]; // years; null is no limit
  readonly minutes: number | null;
  readonly signUp: string;
  readonly notWhen: string | null; // when a volunteer's guide says not to use it; null without a guide
  readonly expired: boolean; // an assessment of it
  readonly gone: boolean; // found at no link any more
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SLUG = /^[a-z0-9_-]{1,60}$/i;
// Controls, and marks that turn the direction of writing: a name must not look like another.
const HIDDEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const MOST = { name: 80, line: 160 };

/** The body of a message that hands over a tool. */
export function cardBody({ id, slug, name, line }: Card, at: string): Body {
  return { kind: "tool", tool: { id, slug, name, line }, at };
}

/** The card of a message, or null when it is not one that our own page could have made. */
export function cardOf(body: Body | null): Card | null {
  return body?.kind === "tool" ? readCard(body.tool) : null;
}

/** A card out of anything; null unless every part of it is as it should be. */
export function readCard(given: unknown): Card | null {
  if (!isRecord(given)) return null;
  const { id, slug, name, line } = given;
  if (typeof id !== "string" || !ID.test(id)) return null;
  if (typeof slug !== "string" || !SLUG.test(slug)) return null;
  if (!isPlain(name, MOST.name) || !name.trim() || !isPlain(line, MOST.line)) return null;
  return { id, slug, name, line };
}

/** The page of ours that tells about the tool. No address is ever read from a message. */
export function pageOf({ slug }: Pick<Card, "slug">): string {
  return `/vaerktoej/${encodeURIComponent(slug)}/`;
}

/** The page of the volunteers' guide to the tool. */
export function guideOf(tool: Pick<Card, "slug">): string {
  return `${pageOf(tool)}vejledning/peer/`;
}

/** A message in one line, for a report: its text, or the card; null for what cannot be shown. */
export function inOneLine(body: Body, tool: (card: Card) => string): string | null {
  if (body.kind === "text") return body.text ?? "";
  const card = cardOf(body);
  return card && tool(card);
}

/** The tools in which every typed word is found: name, line or situations. */
export function matching(tools: readonly PickedTool[], typed: string): readonly PickedTool[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  return tools.filter((tool) => {
    const text = fold([tool.name, tool.line, ...tool.situations].join(" "));
    return words.every((word) => text.includes(word));
  });
}

function fold(text: string): string {
  return text.normalize("NFKC").toLocaleLowerCase("da");
}

function isPlain(value: unknown, most: number): value is string {
  return typeof value === "string" && [...value].length <= most && !HIDDEN.test(value);
}
