import { expect, test } from "vitest";
import { changed, type Entries, itemsOf, merge, nameOf, parse, write } from "./entries";

const of = (given: Record<string, [number, unknown]>): Entries =>
  new Map(Object.entries(given).map(([name, [at, value]]) => [name, { at, value }]));

test("what is written is read again", () => {
  const entries = of({ "tools/a": [1, { name: "Å æ 👩‍👧" }], safety: [2, ["ring til mor"]] });
  expect(parse(write(entries, 3))).toEqual(entries);
  expect(parse("")).toEqual(new Map());
});

test("what is no entry is left out, and nothing of an object's own is found by its name", () => {
  const text = '{"v":1,"entries":{"a":1,"b":null,"c":{"at":"x","value":1},"d":{"at":1},"__proto__":{"at":5,"value":1},"e":{"at":1,"value":2}}}';
  const found = parse(text);
  expect([...found.keys()]).toEqual(["__proto__", "e"]);
  expect(Object.prototype).not.toHaveProperty("at");
  expect(parse("[]")).toEqual(new Map());
  expect(parse('{"entries":[1]}')).toEqual(new Map());
  expect(new Map(parse("{}")).get("constructor")).toBeUndefined();
});

test("of each entry the later wins, whichever side it is on", () => {
  const one = of({ a: [1, "old"], b: [9, "new"], c: [3, null] });
  const other = of({ a: [2, "new"], b: [8, "old"], c: [2, "old"], d: [1, "own"] });
  const expected = of({ a: [2, "new"], b: [9, "new"], c: [3, null], d: [1, "own"] });
  expect(merge(one, other)).toEqual(expected);
  expect(new Map([...merge(other, one)].sort())).toEqual(new Map([...expected].sort()));
});

test("two changes of the same moment are settled the same way on both sides", () => {
  const [one, other] = [of({ a: [1, "x"] }), of({ a: [1, "y"] })];
  expect(merge(one, other)).toEqual(merge(other, one));
});

test("a change is later than what it changes, also when the clock went back", () => {
  expect(changed(of({ a: [100, 1] }), "a", 2, 50)).toEqual(of({ a: [101, 2] }));
  expect(changed(new Map(), "a", 2, 50)).toEqual(of({ a: [50, 2] }));
});

test("what was taken away is remembered for merging, and forgotten after 90 days", () => {
  const day = 24 * 3600 * 1000;
  const entries = of({ a: [0, null], b: [0, "kept"] });
  expect(parse(write(entries, 89 * day))).toEqual(entries);
  expect(parse(write(entries, 91 * day))).toEqual(of({ b: [0, "kept"] }));
});

test("the items of a kind are by id, without what was taken away or what is another kind's", () => {
  const entries = of({ [nameOf("tools", "a")]: [1, "A"], "tools/b": [1, null], "toolsx/c": [1, "C"], tools: [1, "T"] });
  expect(itemsOf(entries, "tools")).toEqual(new Map([["a", "A"]]));
});
