/** Buttons that a page has without JavaScript, hidden: each is shown once it can do what it says. */

/** Let a button copy its `data-copy`, and say in the element after it (a status) whether that went well. */
export function offerCopy(button: HTMLButtonElement): void {
  const status = button.nextElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const { copy = "", done = "", failed = "" } = button.dataset;
    const said = await written(copy) ? done : failed;
    if (status) status.textContent = said;
  });
}

async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no clipboard, or not allowed
  }
}

/** Let a button print the page. */
export function offerPrint(button: HTMLButtonElement): void {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
