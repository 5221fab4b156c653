/** The only holder of keys: a module worker around one key ring. Start it with `startCrypto`. */
import { namedStore } from "./idb";
import { KeyRing } from "./keyring";
import { type Kept, Vault } from "./vault";
import { makeAnswerer, makeVerbs, type Question } from "./verbs";

const keys = namedStore<Kept>("naere-keys", "keys");
const answer = makeAnswerer(makeVerbs(new KeyRing(), new Vault(keys)));

addEventListener("message", (event: MessageEvent<Question>) => {
  void answer(event.data).then((reply) => postMessage(reply));
});
