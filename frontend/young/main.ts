/** The entry of /skriv/ and /retur/. A browser that cannot lock words is told so, and who to call. */
import { isSupported, showFallback } from "./support";

if (isSupported()) {
  import("./app").catch(() => showFallback());
} else {
  showFallback();
}
