/** The entry of /gemt/. A browser that cannot open what is locked is told so. */
import { isSupported } from "../young/support";

function cannot(): void {
  document.getElementById("no-support")?.removeAttribute("hidden");
}

if (isSupported()) import("./saved-page").catch(cannot);
else cannot();
