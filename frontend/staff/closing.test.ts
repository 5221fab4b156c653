import { describe, expect, it } from "vitest";
import type { ClosingField } from "../wire";
import { filled, isChosen, missing, tap, write, written } from "./closing";

const label = (text: string) => ({ da: text, en: text });
const themes: ClosingField = {
  key: "themes",
  type: "choices",
  label: label("Temaer"),
  options: [
    { key: "school", label: label("Skole") },
    { key: "family", label: label("Familie") },
  ],
  required: true,
};
const passedOn: ClosingField = { key: "passed_on", type: "yesno", label: label("Givet videre") };
const mood: ClosingField = {
  key: "mood",
  type: "choice",
  label: label("Stemning"),
  options: [
    { key: "calm", label: label("Rolig") },
    { key: "heavy", label: label("Tung") },
  ],
};
const form = [themes, passedOn, mood];

describe("tap", () => {
  it("gathers several answers where several may be given", () => {
    const answers = tap(tap({}, themes, "school"), themes, "family");
    expect(answers).toEqual({ themes: ["school", "family"] });
    expect(tap(answers, themes, "school")).toEqual({ themes: ["family"] });
  });

  it("replaces the answer where one may be given, and takes it back at a second tap", () => {
    const answers = tap(tap({}, mood, "calm"), mood, "heavy");
    expect(answers).toEqual({ mood: "heavy" });
    expect(tap(answers, mood, "heavy")).toEqual({});
  });

  it("knows no from no answer", () => {
    const answers = tap({}, passedOn, false);
    expect(isChosen(answers, passedOn, false)).toBe(true);
    expect(isChosen({}, passedOn, false)).toBe(false);
  });
});

describe("write", () => {
  const note: ClosingField = { key: "note", type: "text", label: label("Andet"), required: true };

  it("keeps what was written without blanks around, and blanks alone are no answer", () => {
    expect(filled([note], write({}, note, " Godt  "))).toEqual({ note: "Godt" });
    expect(filled([note], write({ note: "Godt" }, note, "  "))).toEqual({});
    expect(missing([note], write({}, note, "  "))).toEqual([note]);
  });
});

describe("missing", () => {
  it("names the required field without an answer, and none that is optional", () => {
    expect(missing(form, {})).toEqual([themes]);
    expect(missing(form, { themes: [] })).toEqual([themes]);
    expect(missing(form, { themes: ["school"] })).toEqual([]);
  });
});

describe("filled", () => {
  it("keeps a no, and drops what is empty or not of this form", () => {
    const answers = { themes: [], passed_on: false, old_field: "x" };
    expect(filled(form, answers)).toEqual({ passed_on: false });
  });
});

describe("a form that was saved anew under the answers", () => {
  const given = { themes: ["school", "family"], passed_on: true, mood: "heavy" };
  const only = (field: ClosingField, ...keys: string[]): ClosingField => ({
    ...field,
    options: field.options!.filter(({ key }) => keys.includes(key)),
  });

  it("drops what is no longer among the options", () => {
    expect(filled([only(themes, "family"), passedOn, only(mood, "calm")], given)).toEqual({
      themes: ["family"],
      passed_on: true,
    });
    expect(filled([only(themes)], given)).toEqual({});
  });

  it("asks again when nothing that can be seen is left of a required answer", () => {
    const [fewer, other] = [only(themes, "family"), { ...only(mood, "calm"), required: true }];
    expect(missing([fewer, other], given)).toEqual([other]);
    expect(missing([fewer, other], { ...given, themes: ["school"] })).toEqual([fewer, other]);
  });

  it("drops an answer of another kind than the question has now", () => {
    const as = (type: ClosingField["type"], field: ClosingField): ClosingField => ({ ...field, type, required: true });
    const turned = [as("choice", themes), as("text", passedOn), as("choices", mood)];
    expect(filled(turned, given)).toEqual({});
    expect(missing(turned, given)).toEqual(turned);
    expect(filled([as("yesno", mood)], given)).toEqual({});
  });

  it("shows what it keeps of a choice that is asked for in words now", () => {
    const free: ClosingField = { key: "mood", type: "text", label: label("Stemning") };
    expect(written(given, free)).toBe("heavy");
    expect(filled([free], given)).toEqual({ mood: "heavy" });
    expect(written(given, { ...themes, type: "text" })).toBe("");
  });
});
