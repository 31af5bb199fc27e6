// Remembers whether the frame has a session, so that the next page loads it immediately. Unknown if the page's storage isn't available.
const key = (id: string) => 'livecaller.' + id;

export function remember(id: string, session: boolean) {
  try {
    if (session) localStorage.setItem(key(id), '1');
    else localStorage.removeItem(key(id));
  } catch {
    // The frame is loaded when it's needed.
  }
}

/** Undefined if unknown. */
export function remembers(id: string): boolean | undefined {
  try {
    return localStorage.getItem(key(id)) !== null;
  } catch {
    return undefined;
  }
}
