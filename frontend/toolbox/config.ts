/** What a page of the toolbox is told of the municipality (`naere/toolbox/views/drawer.py`). */
import type { AgeGroup } from "../young/config";

export interface ToolboxConfig {
  readonly tenant: string;
  readonly name: string;
  readonly ageGroups: readonly AgeGroup[];
}

/** Let calls of this page that change something carry the token, as pages with a meta element do. */
export function holdToken(token: string, page: Document = document): void {
  const known = page.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');
  const meta = known ?? page.createElement("meta");
  meta.name = "csrf-token";
  meta.content = token;
  if (!known) page.head.append(meta);
}
