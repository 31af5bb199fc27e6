// The frame with the chat. Only accepts messages from the frame's window while it shows the server's origin, and only sends to that origin.
import type { Command, FrameMessages, Listeners } from './messages';

export class Frame {
  readonly #address: URL;
  readonly #listeners: Listeners;
  readonly #queue: [Command, unknown][] = [];
  #element?: HTMLIFrameElement;
  #state?: () => { locale: string; open: boolean };
  #isReady = false;

  constructor(address: URL, listeners: Listeners) {
    this.#address = address;
    this.#listeners = listeners;
    addEventListener('message', e => this.#onMessage(e));
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
      this.#isReady = false;
      this.#post('hello', { locale: state().locale });
    });
    this.#state = state;
    frame.src = this.#address.href;
    panel.append(frame);
  }

  /** Sends a command, or queues it until the frame is ready. */
  send(command: Command, value?: unknown) {
    if (this.#isReady) this.#post(command, value);
    else this.#queue.push([command, value]);
  }

  /** Sends language and visibility, unless the frame gets them later anyway. */
  sendState() {
    if (!this.#isReady) return;
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

  #onMessage(e: MessageEvent) {
    if (!this.#element || e.source !== this.#element.contentWindow || e.origin !== this.#address.origin) return;
    const type = e.data?.livecaller as keyof FrameMessages;
    if (type === 'here') {
      this.#isReady = true;
      for (const [command, value] of this.#queue.splice(0)) this.#post(command, value);
      this.sendState();
    }
    (this.#listeners[type] as ((value: unknown) => void) | undefined)?.(e.data.value);
  }
}
