// What page and frame say to each other. The frame's half: wwwroot/frame/bridge.js and PageMessages.cs.

/** What the page may ask of the frame, after its `hello`. */
export type Command = 'open' | 'close' | 'app.locale.update' | 'user.login' | 'user.update' | 'user.logout' | 'ui.conversation.close';

/** What the frame says, by its kind. */
export interface Said {
  /** The frame's script runs. */
  here: null;
  /** The chat runs, and has what was said to it meanwhile. */
  ready: null;
  /** Whether a session is kept. */
  session: boolean;
  /** How many messages are unread. */
  unread: number;
  /** The visitor closed the chat. */
  close: null;
  /** A public event. */
  event: { name: string; data: unknown };
  /** A command came to nothing. */
  refused: { command: string; reason: string };
}

export type Listeners = { [K in keyof Said]?: (value: Said[K]) => void };
