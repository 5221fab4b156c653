/** The `KeyStore` of a browser: one object store of IndexedDB. */
import type { Kept, KeyStore } from "./vault";

const NAME = "naere-keys";
const STORE = "keys";

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("indexeddb"));
  });
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return done(request);
}

async function run<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openDatabase();
  try {
    const transaction = database.transaction(STORE, mode);
    const finished = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("indexeddb"));
    });
    const [result] = await Promise.all([done(act(transaction.objectStore(STORE))), finished]);
    return result;
  } finally {
    database.close();
  }
}

export const indexedDbStore: KeyStore = {
  get: (name) => run<Kept | undefined>("readonly", (store) => store.get(name)),
  put: async (name, kept) => void (await run("readwrite", (store) => store.put(kept, name))),
  remove: (name) => run("readwrite", (store) => store.delete(name)),
  names: async () => (await run("readonly", (store) => store.getAllKeys())).map(String),
};
