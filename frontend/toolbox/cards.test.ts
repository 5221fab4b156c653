import { describe, expect, test } from "vitest";
import { cardBody, cardOf, inOneLine, matching, pageOf, readCard } from "./cards";

const card = {
  id: "3d5a8f6e-0c1b-4d2e-9f3a-4b5c6d7e8f90",
  slug: "sov-roligt",
  name: "Sov roligt",
  line: "Øvelser til når du ikke kan sove",
};

test("a card comes through a message as it was, and brings nothing else along", () => {
  const picked = { ...card, situations: [], minutes: 5, signUp: "", expired: true, gone: true, url: "https://evil.example/" };
  const body = JSON.parse(JSON.stringify(cardBody(picked, "2026-01-31T20:15:00Z")));
  expect(body).toEqual({ kind: "tool", tool: card, at: "2026-01-31T20:15:00Z" });
  expect(cardOf(body)).toEqual(card);
});

test("its link leads to our own page, whatever else is in it", () => {
  expect(pageOf(card)).toBe("/vaerktoej/sov-roligt/");
  const read = readCard({ ...card, url: "https://evil.example/", href: "javascript:alert(1)" });
  expect(read).toEqual(card);
});

describe("what is shown as no card", () => {
  const hostile: Record<string, unknown> = {
    nothing: null,
    "a text": "sov-roligt",
    "a list": [card],
    "no slug": { ...card, slug: undefined },
    "a way out of the folder": { ...card, slug: "../konto" },
    "an address": { ...card, slug: "https://evil.example" },
    "another site": { ...card, slug: "/evil.example" },
    "a script": { ...card, slug: "javascript:alert(1)" },
    "a dot": { ...card, slug: ".." },
    "a line break": { ...card, slug: "sov\n" },
    "a slug of 61": { ...card, slug: "a".repeat(61) },
    "a slug that is none": { ...card, slug: ["sov"] },
    "an id that is none": { ...card, id: "1" },
    "an id in capitals": { ...card, id: card.id.toUpperCase() },
    "no name": { ...card, name: "" },
    "an empty name": { ...card, name: "  " },
    "a name of 81": { ...card, name: "x".repeat(81) },
    "a name turned round": { ...card, name: "Sov \u202eroligt" },
    "a name with a control": { ...card, name: "Sov\u0000" },
    "a line of 161": { ...card, line: "x".repeat(161) },
    "a line of 4 MB": { ...card, line: "x".repeat(4_000_000) },
    "no line": { ...card, line: undefined },
  };
  test.each(Object.entries(hostile))("%s", (_, tool) => expect(readCard(tool)).toBeNull());
});

test("only a tool's message is one", () => {
  expect(cardOf(null)).toBeNull();
  expect(cardOf({ kind: "text", text: "hej", tool: card })).toBeNull();
  expect(cardOf({ kind: "tool" })).toBeNull();
});

test("a report shows it as a line, and never what is malformed", () => {
  const said = (body: object) => inOneLine(body as never, ({ name, line }) => `Værktøj: ${name}. ${line}`);
  expect(said({ kind: "text", text: "hej" })).toBe("hej");
  expect(said({ kind: "tool", tool: card })).toBe(`Værktøj: Sov roligt. ${card.line}`);
  expect(said({ kind: "tool", tool: { ...card, slug: "../" } })).toBeNull();
  expect(said({ kind: "dance", text: "hej" })).toBeNull();
});

test("typed words are all found, in any order and case", () => {
  const tool = { ...card, situations: ["før en eksamen"], minutes: 5, signUp: "", ages: [null, null] as const, notWhen: null, expired: false, gone: false };
  const other = { ...tool, name: "Planlæg", line: "Del det op", slug: "planlaeg", situations: [] };
  const names = (typed: string) => matching([tool, other], typed).map((one) => one.name);
  expect(names("")).toEqual(["Sov roligt", "Planlæg"]);
  expect(names(" EKSAMEN sov ")).toEqual(["Sov roligt"]);
  expect(names("planlæg")).toEqual(["Planlæg"]);
  expect(names("findes ikke")).toEqual([]);
});
