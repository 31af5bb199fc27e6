// Messages that the server has not stored yet, and their files, in an IndexedDB of their own.
const done = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// A change counts when its transaction is complete, not when it was asked for.
const complete = transaction => new Promise((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onabort = transaction.onerror = () => reject(transaction.error);
});

export async function open(name) {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('messages');
    opening.result.createObjectStore('files');
    opening.result.createObjectStore('unreadable');
  };
  const database = await done(opening);
  // Another page may want a newer version.
  database.onversionchange = () => database.close();

  const change = (stores, act) => {
    const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
    act(...stores.map(store => transaction.objectStore(store)));
    return complete(transaction);
  };
  const fileKeys = key => IDBKeyRange.bound([key], [key, []]);

  return {
    async load() {
      const messages = database.transaction('messages').objectStore('messages');
      const [keys, texts] = await Promise.all([done(messages.getAllKeys()), done(messages.getAll())]);
      return Object.fromEntries(keys.map((key, i) => [key, texts[i]]));
    },
    save: (key, text) => change(['messages'], messages => messages.put(text, key)),
    // What the visitor chose is a blob of this page; anything else comes as a stream.
    async saveFile(key, number, content) {
      const blob = content instanceof Blob ? content : new Blob([await content.arrayBuffer()]);
      await change(['files'], files => files.put(blob, [key, number]));
    },
    async openFile(key, number) {
      const file = await done(database.transaction('files').objectStore('files').get([key, number]));
      if (!file) throw new Error(`Message ${key} has no file ${number}.`);
      return file;
    },
    remove: key => change(['messages', 'files'], (messages, files) => {
      messages.delete(key);
      files.delete(fileKeys(key));
    }),
    setAside: key => change(['messages', 'unreadable'], (messages, unreadable) => {
      messages.get(key).onsuccess = e => {
        if (e.target.result !== undefined) unreadable.put(e.target.result, key);
        messages.delete(key);
      };
    }),
    clear: () => change(['messages', 'files', 'unreadable'], (...stores) => stores.forEach(store => store.clear())),
  };
}
