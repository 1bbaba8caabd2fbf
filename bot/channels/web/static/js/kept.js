// What a browser keeps for us. Where it keeps nothing (a page inside one of others), it is kept while the page is open.

function memory() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, String(value)),
    removeItem: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  };
}

function browsers(name) {
  try {
    const there = globalThis[name];
    return {
      getItem: (key) => there.getItem(key),
      setItem: (key, value) => there.setItem(key, value),
      removeItem: (key) => there.removeItem(key),
      keys: () => Object.keys(there),
    };
  } catch {
    return memory();
  }
}

/** For this tab, until it is closed. */
export const session = browsers("sessionStorage");

/** For this browser. */
export const local = browsers("localStorage");
