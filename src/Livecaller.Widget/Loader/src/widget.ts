// A widget on a page, with its button and frame.
import { Frame } from './frame';
import { Launcher } from './launcher';
import type { Command } from './messages';
import { remember, remembers } from './memory';
import { widgetOf } from './server';

export class Widget {
  readonly #id: string;
  readonly #tell: (name: string, data?: unknown) => void;
  readonly #launcher = new Launcher(() => this.toggle());
  readonly #frame: Frame;
  #locale: string;
  #title = '';
  #isMounted = false;
  #isRemoved = false;
  #isOpen = false;
  #isNeeded: boolean;

  constructor(server: URL, id: string, locale: string, tell: (name: string, data?: unknown) => void) {
    this.#id = id;
    this.#tell = tell;
    this.#locale = locale;
    this.#isNeeded = remembers(id) === true;
    this.#launcher.speak(locale);
    const address = new URL('widget/' + encodeURIComponent(id), server);
    this.#frame = new Frame(address, {
      session: kept => remember(id, kept),
      unread: count => {
        if (!this.#launcher.count(count)) return;
        tell('unreadCountChanged', count);
      },
      teaser: message => this.#launcher.tease(message),
      close: () => this.open(false),
      event: ({ name, data }) => tell(name, data),
      refused: ({ command, reason }) => console.error(`LiveCaller: ${command}: ${reason}`),
    }, isSilent => this.#launcher.tell(isSilent ? address.href : undefined));
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
    if (open) this.#need();
    this.#frame.tellState();
    if (open) this.#frame.focus();
    // Move the focus from the chat to the button, but don't take it from the page.
    else if (hadFocus) this.#launcher.focus();
    this.#tell(open ? 'ui.widget.open' : 'ui.widget.close');
  }

  speak(locale: string) {
    this.#locale = locale;
    this.#launcher.speak(locale);
    this.#frame.tellState();
  }

  /** Shows or hides the button. */
  showLauncher(isShown: boolean) {
    this.#launcher.hide(!isShown);
  }

  remove() {
    this.open(false);
    this.#isRemoved = true;
    this.#frame.remove();
    this.#launcher.remove();
  }

  ask(command: Command, token?: unknown) {
    // Without a stored session, nobody is signed in and no conversation is open.
    if ((command === 'user.logout' || command === 'ui.conversation.close') && !this.#frame.isLoaded && !this.#isNeeded && remembers(this.#id) === false) return;
    this.#frame.send(command, token);
    this.#need();
  }

  async #start(server: URL) {
    const config = await widgetOf(server, this.#id);
    if (!config || this.#isRemoved) return;
    const look = config.settings?.theme?.variables;
    this.#title = config.name;
    this.#launcher.mount(look?.position?.side, look?.colors?.primary);
    this.#isMounted = true;
    if (this.#isNeeded) this.#need();
  }

  #need() {
    this.#isNeeded = true;
    if (!this.#isMounted) return;
    this.#frame.load(this.#launcher.panel, this.#title, () => ({ locale: this.#locale, open: this.#isOpen }));
    if (this.#isOpen) this.#frame.focus();
  }
}
