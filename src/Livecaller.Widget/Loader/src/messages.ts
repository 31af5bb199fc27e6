// The messages between page and frame. For the frame's side, see wwwroot/frame/bridge.js and PageMessages.cs.

/** The commands that the page sends after `hello`. */
export type Command = 'open' | 'close' | 'app.locale.update' | 'user.login' | 'user.update' | 'user.logout' | 'ui.conversation.close';

/** The messages from the frame, by type. */
export interface FrameMessages {
  /** The frame's script is running. */
  here: null;
  /** The chat is running and has received all queued commands. */
  ready: null;
  /** Whether a session is stored. */
  session: boolean;
  /** The number of unread messages. */
  unread: number;
  /** The newest unread message, while the chat is closed; null for none. */
  teaser: Teaser | null;
  /** The visitor closed the chat. */
  close: null;
  /** A public event. */
  event: { name: string; data: unknown };
  /** A command failed. */
  refused: { command: string; reason: string };
}

/** A message in short, in the language of the chat. */
export interface Teaser {
  name: string;
  initials: string;
  text: string;
  /** The name of the button that removes it. */
  dismiss: string;
}

export type Listeners = { [K in keyof FrameMessages]?: (value: FrameMessages[K]) => void };
