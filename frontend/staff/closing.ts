/** The registration after a conversation, from its schema (R42): what is chosen, what is missing. */
import type { ClosingField } from "../wire";

/** Characters of a free text, as the server counts them. */
export const LONGEST_FREE_TEXT = 300;

export type Answer = string | readonly string[] | boolean;
export type Answers = Readonly<Record<string, Answer>>;

/** The answers after a tap on `value` in `field`; a second tap takes it back. */
export function tap(answers: Answers, field: ClosingField, value: string | boolean): Answers {
  if (field.type === "choices") return { ...answers, [field.key]: toggled(answers[field.key], String(value)) };
  if (answers[field.key] !== value) return { ...answers, [field.key]: value };
  const { [field.key]: _taken, ...rest } = answers;
  return rest;
}

/** The answers after writing `text` in a free field. */
export function write(answers: Answers, field: ClosingField, text: string): Answers {
  return { ...answers, [field.key]: text };
}

/** What is written in a free field. */
export function written(answers: Answers, field: ClosingField): string {
  const answer = answers[field.key];
  return typeof answer === "string" ? answer : "";
}

function toggled(answer: Answer | undefined, value: string): string[] {
  const chosen = Array.isArray(answer) ? (answer as string[]) : [];
  return chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
}

/** Whether `value` is chosen in `field`. */
export function isChosen(answers: Answers, field: ClosingField, value: string | boolean): boolean {
  const answer = answers[field.key];
  return Array.isArray(answer) ? answer.includes(value) : answer === value;
}

/** The required fields that have no answer, in the form's order. */
export function missing(fields: readonly ClosingField[], answers: Answers): ClosingField[] {
  return fields.filter((field) => field.required && fitting(field, answers[field.key]) === undefined);
}

/** The answers as the server takes them: those of the form's fields that say something. */
export function filled(fields: readonly ClosingField[], answers: Answers): Record<string, Answer> {
  const kept: Record<string, Answer> = {};
  for (const field of fields) {
    const answer = fitting(field, answers[field.key]);
    if (answer !== undefined) kept[field.key] = answer;
  }
  return kept;
}

/**
 * What of an answer can be seen in `field` as it is now, undefined for nothing. A form that is saved
 * anew takes the place of the old one under the answers; what it does not show could not be taken back.
 */
function fitting(field: ClosingField, answer: Answer | undefined): Answer | undefined {
  switch (field.type) {
    case "yesno":
      return typeof answer === "boolean" ? answer : undefined;
    case "text":
      return (typeof answer === "string" && answer.trim()) || undefined;
    case "choice":
      return typeof answer === "string" && offers(field, answer) ? answer : undefined;
    case "choices": {
      const chosen = Array.isArray(answer) ? (answer as string[]).filter((one) => offers(field, one)) : [];
      return chosen.length ? chosen : undefined;
    }
  }
}

function offers(field: ClosingField, value: string): boolean {
  return (field.options ?? []).some(({ key }) => key === value);
}
