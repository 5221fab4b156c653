/** What `Here` needs once somebody is here, or begins: their keys and what is asked for with them. */
export { startCrypto } from "../crypto/start";
export { Self } from "../young/self";
