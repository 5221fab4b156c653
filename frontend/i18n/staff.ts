/** What the volunteers', coordinators' and professionals' screens say, by language. */
import { da } from "./staff-da";
import { en } from "./staff-en";

export type { StaffTexts } from "./staff-da";

export const staff = { da, en };
