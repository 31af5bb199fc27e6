// The frame with the chat. Only accepts messages from the frame's window while it shows the server's origin, and only sends to that origin.
import type { Command, Listeners, Said } from './messages';

export class Frame {
  readonly #address: URL;
  readonly #listeners: Listeners;
  readonly #waiting: [Command, unknown][] = [];
  #element?: HTMLIFrameElement;
  #state?: () => { locale: string; open: boolean };
  #isHere = false;

  constructor(address: URL, listeners: Listeners) {
    this.#address = address;
    this.#listeners = listeners;
    addEventListener('message', e => this.#hear(e));
  }

  get isLoaded() {
    return !!this.#element;
  }

  /** Loads the frame once, visible or hidden. The state is read when the frame can receive it. */
  load(panel: Element, title: string, state: () => { locale: string; open: boolean }) {
    if (this.#element) return;
    const frame = this.#element = document.createElement('iframe');
    frame.title = title;
    frame.allow = 'microphone; autoplay; clipboard-write';
    frame.addEventListener('load', () => {
      this.#isHere = false;
      this.#post('hello', { locale: state().locale });
    });
    this.#state = state;
    frame.src = this.#address.href;
    panel.append(frame);
  }

  /** Sends a command, or queues it until the frame is ready. */
  send(command: Command, value?: unknown) {
    if (this.#isHere) this.#post(command, value);
    else this.#waiting.push([command, value]);
  }

  /** Sends language and visibility, unless the frame gets them later anyway. */
  tellState() {
    if (!this.#isHere) return;
    const { locale, open } = this.#state!();
    this.#post('app.locale.update', locale);
    this.#post(open ? 'open' : 'close');
  }

  focus() {
    this.#element?.focus();
  }

  #post(type: string, value?: unknown) {
    this.#element?.contentWindow?.postMessage({ livecaller: type, value }, this.#address.origin);
  }

  #hear(e: MessageEvent) {
    if (!this.#element || e.source !== this.#element.contentWindow || e.origin !== this.#address.origin) return;
    const type = e.data?.livecaller as keyof Said;
    if (type === 'here') {
      this.#isHere = true;
      for (const [command, value] of this.#waiting.splice(0)) this.#post(command, value);
      this.tellState();
    }
    (this.#listeners[type] as ((value: unknown) => void) | undefined)?.(e.data.value);
  }
}
