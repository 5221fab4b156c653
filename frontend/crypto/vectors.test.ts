/** Every value of the shared vectors, from the TypeScript side (the other: tests/client/test_vectors.py). */
import { beforeAll, describe, expect, it } from "vitest";
import drawerFile from "../../tests/vectors/drawer.json";
import encodingFile from "../../tests/vectors/encoding.json";
import epochsFile from "../../tests/vectors/epochs.json";
import identityFile from "../../tests/vectors/identity.json";
import messagesFile from "../../tests/vectors/messages.json";
import teamFile from "../../tests/vectors/team.json";
import wordsFile from "../../tests/vectors/words.json";
import * as drawer from "./drawer";
import { fromBase64, label, number, text, toBase64, uuid, type Bytes } from "./encoding";
import { CryptoError } from "./errors";
import * as messages from "./messages";
import type { Body, Header } from "./messages";
import * as primitives from "./primitives";
import * as protocol from "./protocol";
import { parseWords, wordCompletions } from "./words";

/** A case has values of every shape. */
type Case = Record<string, any>;
type Vectors = { accepted: Case[]; refused: Case[] };

beforeAll(primitives.ready);

const raw = (value: string): Bytes => fromBase64(value);

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof CryptoError ? error.code : String(error);
  }
  return "accepted";
}

function check(name: string, file: unknown, accept: (c: Case) => void, refuse: (c: Case) => unknown) {
  const { accepted, refused } = file as Vectors;
  const named = (c: Case) => `${c.why ?? c.kind ?? ""}`;
  describe(name, () => {
    it("has cases of both sorts", () => {
      expect([accepted.length > 0, refused.length > 0]).toEqual([true, true]);
    });
    accepted.forEach((c, i) => it(`accepts ${i} ${named(c)}`, () => accept(c)));
    refused.forEach((c, i) =>
      it(`refuses ${i} ${named(c)}`, () => expect(codeOf(() => refuse(c))).toBe(c.code)),
    );
  });
}

const KINDS: Record<string, (value: never) => Bytes> = {
  text,
  number,
  uuid,
  label,
  base64: (value) => fromBase64(value),
};

function encode(c: Case): Bytes {
  return KINDS[c.kind]!(c.value as never);
}

check(
  "encoding",
  encodingFile,
  (c) => expect(toBase64(encode(c))).toBe(c.bytes),
  encode,
);

check(
  "words",
  wordsFile,
  (c) => {
    if (c.kind === "parse") return expect(parseWords(c.typed)).toEqual(c.words);
    if (c.kind === "complete") return expect(wordCompletions(c.prefix)).toEqual(c.words);
    const keys = protocol.deriveWordKeys(c.words, c.tenant);
    expect(toBase64(protocol.wordSalt(c.tenant))).toBe(c.salt);
    for (const name of ["lookup", "auth", "wrap"] as const) {
      expect(toBase64(keys[name])).toBe(c[name]);
    }
  },
  (c) => parseWords(c.typed),
);

function unsealPrivate(c: Case): Bytes {
  return protocol.unsealPrivate(raw(c.wrap), raw(c.sealed), raw(c.public));
}

check(
  "identity",
  identityFile,
  (c) => {
    const secret = raw(c.private);
    expect(toBase64(primitives.publicOf(secret))).toBe(c.public);
    const sealed = protocol.sealPrivate(raw(c.wrap), secret, raw(c.nonce));
    expect(toBase64(sealed)).toBe(c.sealed);
    expect(toBase64(unsealPrivate(c))).toBe(c.private);
  },
  unsealPrivate,
);

function openTeam(c: Case): Bytes {
  const [known, creator] = [raw(c.public), raw(c.creator)];
  return protocol.openTeamKey(raw(c.box), known, creator, raw(c.member));
}

check(
  "team",
  teamFile,
  (c) => {
    const [key, member] = [raw(c.key), raw(c.memberPublic)];
    const box = protocol.shareTeamKey(key, member, raw(c.creatorPrivate), raw(c.nonce));
    expect(toBase64(box)).toBe(c.box);
    expect(toBase64(openTeam(c))).toBe(c.key);
  },
  openTeam,
);

function openEpoch(c: Case): Bytes {
  const commit = raw(c.commit);
  const key = protocol.openKey(raw(c.box), commit, raw(c.creator), raw(c.reader));
  const recipients = (c.recipients as string[]).map(raw);
  const link = c.link === null ? null : raw(c.link);
  protocol.checkLink(raw(c.previous), c.epoch, commit, recipients, link);
  return key;
}

check(
  "epochs",
  epochsFile,
  (c) => {
    const [key, reader] = [raw(c.key), primitives.publicOf(raw(c.reader))];
    const box = protocol.shareKey(key, reader, raw(c.creatorPrivate), raw(c.nonce));
    expect(toBase64(box)).toBe(c.box);
    expect(toBase64(protocol.commitment(key))).toBe(c.commit);
    const recipients = (c.recipients as string[]).map(raw);
    const [previous, commit] = [raw(c.previous), raw(c.commit)];
    expect(toBase64(protocol.link(previous, c.epoch, commit, recipients))).toBe(c.link);
    expect(toBase64(openEpoch(c))).toBe(c.key);
  },
  openEpoch,
);

check(
  "messages",
  messagesFile,
  (c) => {
    const [key, header, body] = [raw(c.key), c.header as Header, c.body as Body];
    const sealed = messages.encrypt(key, header, body, raw(c.nonce));
    expect(toBase64(messages.encodeHeader(header))).toBe(c.headerBytes);
    expect(toBase64(messages.messageKey(key))).toBe(c.messageKey);
    expect(toBase64(sealed)).toBe(c.ciphertext);
    expect(sealed.length - 24 - 16).toBe(c.size);
    expect(messages.decrypt(key, header, sealed)).toEqual(body);
  },
  (c) => {
    const [key, header] = [raw(c.key), c.header as Header];
    if (c.body) return messages.encrypt(key, header, c.body);
    return messages.decrypt(key, header, fromBase64(c.ciphertext, "cannot-vouch"));
  },
);

check(
  "drawer",
  drawerFile,
  (c) => {
    const secret = raw(c.private);
    expect(toBase64(drawer.drawerKey(secret))).toBe(c.key);
    expect(toBase64(drawer.sealDrawer(secret, c.revision, c.text, raw(c.nonce)))).toBe(c.sealed);
    expect(drawer.openDrawer(secret, c.revision, raw(c.sealed))).toBe(c.text);
  },
  (c) => {
    if (c.text !== undefined) return drawer.sealDrawer(raw(c.private), c.revision, c.text);
    return drawer.openDrawer(raw(c.private), c.revision, raw(c.sealed));
  },
);
