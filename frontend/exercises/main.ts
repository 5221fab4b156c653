/** The entry of /oevelser/: the page works without it; with it, it breathes along, prints and keeps. */
import { startBreathing } from "./breathing";
import { startCalling } from "./call";
import { startOffline } from "./offline";
import { startRows } from "./rows";

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-exercise]")) {
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("naere:exit", () => form.reset());
  startCalling(form);
  startRows(form);
}
startBreathing();
startOffline();
if (document.querySelector("exercise-keep")) void import("./keep");
