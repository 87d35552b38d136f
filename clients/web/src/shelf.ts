// A small shelf for what must outlive a reload: seat tokens, drafts, unanswered commands, settings. Uses localStorage;
// where a browser forbids that (private windows, full disks) it keeps things in memory, so the evening still works.

export interface Shelf {
  get(key: string): string | null;
  set(key: string, value: string): void;
  delete(key: string): void;
  keys(prefix: string): string[];
}

export function memoryShelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    delete: (key) => void kept.delete(key),
    keys: (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
  };
}

const space = 'plekberaad.';

export function pageShelf(): Shelf {
  const memory = memoryShelf();
  let storage: Storage;
  try {
    storage = window.localStorage;
    storage.setItem(`${space}probe`, '1');
    storage.removeItem(`${space}probe`);
  } catch {
    return memory;
  }
  return {
    get: (key) => memory.get(key) ?? storage.getItem(space + key),
    set(key, value) {
      try {
        storage.setItem(space + key, value);
        memory.delete(key);
      } catch {
        memory.set(key, value);           // storage is full: better kept until the reload than not at all
      }
    },
    delete(key) {
      memory.delete(key);
      storage.removeItem(space + key);
    },
    keys(prefix) {
      const found = new Set(memory.keys(prefix));
      for (let i = 0; i < storage.length; i += 1) {
        const key = storage.key(i);
        if (key?.startsWith(space + prefix)) found.add(key.slice(space.length));
      }
      return [...found];
    },
  };
}
