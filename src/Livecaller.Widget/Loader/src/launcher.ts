// The button and the panel, in a shadow tree that isolates their styles from those of the page.
import { accentOf } from './colors';
import css from './launcher.css';
import { directionOf, textsOf } from './texts';

const chat = 'M20.5 11.6a8 8 0 0 1-8.5 7.9 9.6 9.6 0 0 1-3.3-.6L4 20.5l1.3-4A7.6 7.6 0 0 1 3.5 11.6 8 8 0 0 1 12 3.7a8 8 0 0 1 8.5 7.9z';
const down = 'M12 5v14M6 13l6 6 6-6';
const svg = (name: string) => document.createElementNS('http://www.w3.org/2000/svg', name);

export class Launcher {
  readonly #host = document.createElement('livecaller-widget');
  readonly #button = document.createElement('button');
  readonly #badge = document.createElement('span');
  readonly #icon = svg('path');
  readonly #panel = document.createElement('div');
  #open = false;
  #unread = 0;
  #locale = '';

  constructor(toggle: () => void) {
    const tree = this.#host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    tree.adoptedStyleSheets = [sheet];
    const picture = svg('svg');
    picture.setAttribute('viewBox', '0 0 24 24');
    picture.setAttribute('aria-hidden', 'true');
    picture.append(this.#icon);
    this.#badge.ariaHidden = 'true';
    this.#button.type = 'button';
    this.#button.append(picture, this.#badge);
    this.#button.addEventListener('click', toggle);
    this.#panel.className = 'panel';
    tree.append(this.#button, this.#panel);
    tree.addEventListener('keydown', e => {
      if ((e as KeyboardEvent).key === 'Escape' && this.#open) toggle();
    });
    this.#draw();
  }

  /** The parent element of the frame. */
  get panel() {
    return this.#panel;
  }

  /** Whether the button or the panel has the focus. */
  get hasFocus() {
    return document.activeElement === this.#host;
  }

  /** Puts it onto the page, for good: beside the body, which some routers replace. */
  mount(side: unknown, primary: unknown) {
    const [accent, on] = accentOf(primary) ?? [];
    if (accent) this.#host.style.cssText = `--accent:${accent};--on:${on}`;
    for (const part of [this.#button, this.#panel]) part.classList.toggle('start', side === 'start');
    const root = document.documentElement;
    const put = () => this.#host.isConnected || root.append(this.#host);
    put();
    new MutationObserver(put).observe(root, { childList: true });
  }

  speak(locale: string) {
    this.#locale = locale;
    this.#draw();
  }

  /** Returns whether the number has changed. */
  count(unread: number) {
    if (unread === this.#unread) return false;
    this.#unread = unread;
    this.#draw();
    return true;
  }

  show(open: boolean) {
    this.#open = open;
    this.#draw();
  }

  focus() {
    this.#button.focus();
  }

  #draw() {
    const [open, close] = textsOf(this.#locale);
    const unread = this.#open ? 0 : this.#unread;
    this.#host.lang = this.#locale;
    this.#host.dir = directionOf(this.#locale);
    this.#button.ariaExpanded = String(this.#open);
    this.#button.ariaLabel = this.#button.title = this.#open ? close : unread ? `${open} (${unread})` : open;
    this.#badge.textContent = unread ? (unread > 99 ? '99+' : String(unread)) : '';
    this.#icon.setAttribute('d', this.#open ? down : chat);
    this.#panel.inert = !this.#open;
  }
}
