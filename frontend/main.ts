import { startExit } from "./exit";

const DUE = "naere.due"; // of toolbox/reminders.ts, which is not for every reader to fetch

startExit();
if (document.querySelector("toolbox-save")) void import("./toolbox/save");
if (document.body.classList.contains("young") && isDueHere()) {
  void import("./toolbox/due").then(({ showDue }) => showDue());
}

/** Whether this tab knows of something to be reminded of; a browser may forbid to look. */
function isDueHere(): boolean {
  try {
    return Number(sessionStorage.getItem(DUE) ?? Infinity) <= Date.now();
  } catch {
    return false;
  }
}
