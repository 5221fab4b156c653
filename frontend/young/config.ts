/** What the page tells the island: the municipality's settings and texts, nothing of a person. */
import type { Kind } from "../wire";

export interface AgeGroup {
  readonly id: string;
  readonly label: string;
  readonly mayBeMinor: boolean;
}

export interface Topic {
  readonly id: string;
  readonly label: string;
  readonly opensSafety: boolean;
}

export interface Question {
  readonly key: string;
  readonly text: string;
  readonly low: string;
  readonly high: string;
}

export interface CrisisLine {
  readonly name: string;
  readonly phone: string;
  readonly digits: string;
  readonly who: string;
  readonly hours: string;
  readonly url: string;
}

export interface Config {
  readonly tenant: string;
  readonly municipality: string;
  readonly name: string;
  readonly language: "da" | "en";
  readonly als: Kind | null;
  readonly sessionMinutes: number;
  readonly daysKept: number;
  readonly ageGroups: readonly AgeGroup[];
  readonly topics: readonly Topic[];
  readonly texts: Readonly<Partial<Record<string, string>>>;
  readonly questions: readonly Question[];
  readonly riskWords: readonly string[];
  readonly crisisLines: readonly CrisisLine[];
}

/** The configuration in the script element with this id. */
export function readConfig(id: string): Config {
  return JSON.parse(document.getElementById(id)?.textContent ?? "") as Config;
}
