/** Says whether a tool helped: a word about the tool, nothing about who says it. */
import { ApiError } from "../api";
import { type Card, pageOf } from "./cards";

/** `verdict` is one of `naere.toolbox.enums.Verdict`. `ApiError` when it was not taken. */
export async function sayOfTool(tool: Pick<Card, "slug">, verdict: string, page: Document = document): Promise<void> {
  const token = page.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
  const init: RequestInit = {
    ...{ method: "POST", credentials: "same-origin", cache: "no-store", redirect: "manual" },
    headers: { "X-CSRFToken": token },
    body: new URLSearchParams({ verdict }),
  };
  const response = await fetch(`${pageOf(tool)}svar/`, init).catch(() => null);
  if (!response) throw new ApiError("offline", 0);
  // A form is answered with a redirect to its page, which is not for us to follow.
  if (!response.ok && response.type !== "opaqueredirect") throw new ApiError("not-taken", response.status);
}
