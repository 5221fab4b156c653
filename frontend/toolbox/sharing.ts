/** A collection's pages at the desk: copy its link, print its sheet. Without it the link is text to mark. */
import { offerCopy, offerPrint } from "./offers";

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) offerCopy(button);
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-print]")) offerPrint(button);
