/** The only holder of keys: a module worker around one key ring. Start it with `startCrypto`. */
import { indexedDbStore } from "./idb";
import { KeyRing } from "./keyring";
import { Vault } from "./vault";
import { makeAnswerer, makeVerbs, type Question } from "./verbs";

const answer = makeAnswerer(makeVerbs(new KeyRing(), new Vault(indexedDbStore)));

addEventListener("message", (event: MessageEvent<Question>) => {
  void answer(event.data).then((reply) => postMessage(reply));
});
