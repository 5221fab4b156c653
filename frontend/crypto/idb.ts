/** What a browser keeps under names: one object store of IndexedDB. */

export interface NamedStore<T> {
  get(name: string): Promise<T | undefined>;
  put(name: string, value: T): Promise<void>;
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("indexeddb"));
  });
}

function openDatabase(name: string, store: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(store);
  return done(request);
}

/** The object store `store` of the database `name`, both made when first used. */
export function namedStore<T>(name: string, store: string): NamedStore<T> {
  async function run<R>(mode: IDBTransactionMode, act: (of: IDBObjectStore) => IDBRequest<R>): Promise<R> {
    const database = await openDatabase(name, store);
    try {
      const transaction = database.transaction(store, mode);
      const finished = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? new Error("indexeddb"));
      });
      const [result] = await Promise.all([done(act(transaction.objectStore(store))), finished]);
      return result;
    } finally {
      database.close();
    }
  }
  return {
    get: (key) => run<T | undefined>("readonly", (of) => of.get(key)),
    put: async (key, value) => void (await run("readwrite", (of) => of.put(value, key))),
    remove: (key) => run("readwrite", (of) => of.delete(key)),
    names: async () => (await run("readonly", (of) => of.getAllKeys())).map(String),
  };
}

/** Remove a database and all that is in it. */
export async function dropDatabase(name: string): Promise<void> {
  await done(indexedDB.deleteDatabase(name));
}
