// A widget on a page, with its button and frame.
import { Frame } from './frame';
import { Launcher } from './launcher';
import type { Command } from './messages';
import { hasSession, setHasSession } from './memory';
import { loadWidget } from './server';

export class Widget {
  readonly #id: string;
  readonly #raise: (name: string, data?: unknown) => void;
  readonly #launcher = new Launcher(() => this.toggle());
  readonly #frame: Frame;
  #locale: string;
  #title = '';
  #isMounted = false;
  #isOpen = false;
  #isRequested: boolean;

  constructor(server: URL, id: string, locale: string, raise: (name: string, data?: unknown) => void) {
    this.#id = id;
    this.#raise = raise;
    this.#locale = locale;
    this.#isRequested = hasSession(id) === true;
    this.#launcher.setLocale(locale);
    this.#frame = new Frame(new URL('widget/' + encodeURIComponent(id), server), {
      session: stored => setHasSession(id, stored),
      unread: count => {
        if (!this.#launcher.setUnread(count)) return;
        raise('unreadCountChanged', count);
      },
      close: () => this.open(false),
      event: ({ name, data }) => raise(name, data),
      refused: ({ command, reason }) => console.error(`LiveCaller: ${command}: ${reason}`),
    });
    void this.#start(server);
  }

  toggle() {
    this.open(!this.#isOpen);
  }

  open(open: boolean) {
    if (open === this.#isOpen) return;
    const hadFocus = this.#launcher.hasFocus;
    this.#isOpen = open;
    this.#launcher.show(open);
    if (open) this.#loadFrame();
    this.#frame.sendState();
    if (open) this.#frame.focus();
    // Move the focus from the chat to the button, but don't take it from the page.
    else if (hadFocus) this.#launcher.focus();
    this.#raise(open ? 'ui.widget.open' : 'ui.widget.close');
  }

  setLocale(locale: string) {
    this.#locale = locale;
    this.#launcher.setLocale(locale);
    this.#frame.sendState();
  }

  identify(command: Command, token: unknown) {
    // Without a stored session, nobody is signed in.
    if (command === 'user.logout' && !this.#frame.isLoaded && !this.#isRequested && hasSession(this.#id) === false) return;
    this.#frame.send(command, token);
    this.#loadFrame();
  }

  async #start(server: URL) {
    const config = await loadWidget(server, this.#id);
    if (!config) return;
    const theme = config.settings?.theme?.variables;
    this.#title = config.name;
    this.#launcher.mount(theme?.position?.side, theme?.colors?.primary);
    this.#isMounted = true;
    if (this.#isRequested) this.#loadFrame();
  }

  #loadFrame() {
    this.#isRequested = true;
    if (!this.#isMounted) return;
    this.#frame.load(this.#launcher.panel, this.#title, () => ({ locale: this.#locale, open: this.#isOpen }));
    if (this.#isOpen) this.#frame.focus();
  }
}
