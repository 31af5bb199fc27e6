// The frame with the chat. Only accepts messages from the frame's window while it shows the server's origin, and only sends to that origin.
import type { Command, FrameMessages, Listeners } from './messages';

// The time for the frame to load, and then to respond. A frame that the browser blocks also raises the load event.
const loading = 20_000;
const answering = 4_000;

export class Frame {
  readonly #address: URL;
  readonly #listeners: Listeners;
  readonly #silent: (isSilent: boolean) => void;
  readonly #waiting: [Command, unknown][] = [];
  #element?: HTMLIFrameElement;
  #state?: () => { locale: string; open: boolean };
  #isHere = false;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #end = new AbortController();

  /** @param silent Called when the frame doesn't respond, and when it responds after all. */
  constructor(address: URL, listeners: Listeners, silent: (isSilent: boolean) => void) {
    this.#address = address;
    this.#listeners = listeners;
    this.#silent = silent;
    addEventListener('message', e => this.#hear(e), { signal: this.#end.signal });
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
      this.#expect(answering);
      this.#post('hello', { locale: state().locale });
    });
    this.#state = state;
    frame.src = this.#address.href;
    panel.append(frame);
    this.#expect(loading);
  }

  remove() {
    clearTimeout(this.#silence);
    this.#end.abort();
    this.#element?.remove();
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

  #expect(patience: number) {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#silent(true), patience);
  }

  #post(type: string, value?: unknown) {
    this.#element?.contentWindow?.postMessage({ livecaller: type, value }, this.#address.origin);
  }

  #hear(e: MessageEvent) {
    if (!this.#element || e.source !== this.#element.contentWindow || e.origin !== this.#address.origin) return;
    const type = e.data?.livecaller as keyof FrameMessages;
    if (type === 'here') {
      this.#isHere = true;
      clearTimeout(this.#silence);
      this.#silent(false);
      for (const [command, value] of this.#waiting.splice(0)) this.#post(command, value);
      this.tellState();
    }
    (this.#listeners[type] as ((value: unknown) => void) | undefined)?.(e.data.value);
  }
}
