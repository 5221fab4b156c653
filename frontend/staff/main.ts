/** The staff's pages: one worker for the keys, one office, one element. */
import { api } from "../api";
import { startCrypto } from "../crypto/start";
import { Office } from "./office";
import { StaffPage } from "./page";
import { t } from "./text";

function isSupported(): boolean {
  return "WebAssembly" in globalThis && "WebSocket" in globalThis && "subtle" in (globalThis.crypto ?? {});
}

async function begin(page: StaffPage): Promise<void> {
  if (!isSupported()) {
    page.textContent = t.noSupport;
    return;
  }
  const crypto = startCrypto();
  const office = new Office({ crypto, api });
  forgetOnLogout(office);
  await page.begin(office);
}

/** Whoever logs out of a computer that is not to remember leaves no key in the tab. */
function forgetOnLogout(office: Office): void {
  const form = document.querySelector<HTMLFormElement>('form[action$="/log-ud/"], form[data-logout]');
  form?.addEventListener("submit", (event) => {
    const { me } = office;
    if (!me || office.keys.isRemembered(me)) return;
    event.preventDefault();
    void office.shut().finally(() => form.submit());
  });
}

const page = document.querySelector("naere-staff");
if (page instanceof StaffPage) void begin(page);
