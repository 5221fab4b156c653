/** Why saving did not work, for the reader. */
import { ApiError } from "../api";
import { CryptoError } from "../crypto/errors";
import type { ToolboxTexts } from "../i18n/toolbox";

/** The server's sentence, or ours. */
export function whyNot(error: unknown, texts: ToolboxTexts): string {
  if (error instanceof CryptoError) {
    if (error.code === "too-long") return texts.full;
    if (error.code === "cannot-vouch") return texts.save.cannotOpen;
    return error.code === "unsupported" ? texts.save.noSupport : texts.failed;
  }
  if (!(error instanceof ApiError)) return texts.failed;
  if (error.status === 0) return texts.offline;
  if (error.status === 401) return texts.saved.signedOut;
  if (error.status === 410) return texts.saved.putAway;
  return error.message === error.code ? texts.failed : error.message;
}
