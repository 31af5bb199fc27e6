// Whether the frame keeps a session, so that the next page loads it at once. Where the page has no storage, nobody knows.
const key = (id: string) => 'livecaller.' + id;

export function remember(id: string, session: boolean) {
  try {
    if (session) localStorage.setItem(key(id), '1');
    else localStorage.removeItem(key(id));
  } catch {
    // Then the frame is loaded when somebody needs it.
  }
}

/** Undefined where it cannot be known. */
export function remembers(id: string): boolean | undefined {
  try {
    return localStorage.getItem(key(id)) !== null;
  } catch {
    return undefined;
  }
}
