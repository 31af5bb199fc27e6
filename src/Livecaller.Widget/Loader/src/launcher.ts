// The button and the panel, in a shadow tree that isolates their styles from those of the page.
import { accentOf } from './colors';
import css from './launcher.css';
import type { Teaser as TeaserContent } from './messages';
import { Mount } from './mount';
import { Teaser } from './teaser';
import { directionOf, textsOf } from './texts';

const chat = 'M20.5 11.6a8 8 0 0 1-8.5 7.9 9.6 9.6 0 0 1-3.3-.6L4 20.5l1.3-4A7.6 7.6 0 0 1 3.5 11.6 8 8 0 0 1 12 3.7a8 8 0 0 1 8.5 7.9z';
const down = 'M6 9l6 6 6-6';
const svg = (name: string) => document.createElementNS('http://www.w3.org/2000/svg', name);

export class Launcher {
  readonly #host = document.createElement('livecaller-widget');
  // Rules of the page can match the host, but no elements inside. All styles therefore depend on this element.
  readonly #root = document.createElement('div');
  readonly #button = document.createElement('button');
  readonly #badge = document.createElement('span');
  readonly #icon = svg('path');
  readonly #teaser: Teaser;
  readonly #panel = document.createElement('div');
  readonly #note = document.createElement('div');
  readonly #link = document.createElement('a');
  readonly #close = document.createElement('button');
  #mount?: Mount;
  #open = false;
  #isHidden = false;
  #unread = 0;
  #locale = 'en';
  #before?: Element | null;

  constructor(toggle: () => void) {
    const tree = this.#host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    tree.adoptedStyleSheets = [sheet];
    const picture = svg('svg');
    picture.setAttribute('viewBox', '0 0 24 24');
    picture.setAttribute('aria-hidden', 'true');
    picture.append(this.#icon);
    this.#badge.className = 'badge';
    this.#badge.ariaHidden = 'true';
    this.#button.type = 'button';
    this.#button.className = 'launcher';
    this.#button.append(picture, this.#badge);
    this.#button.addEventListener('click', toggle);
    this.#teaser = new Teaser(toggle);
    this.#panel.className = 'panel';
    this.#note.className = 'note';
    this.#note.role = 'alert';
    this.#link.target = '_blank';
    this.#link.rel = 'noopener';
    for (const way of [this.#link, this.#close]) way.addEventListener('click', toggle);
    this.#root.append(this.#teaser.element, this.#button, this.#panel);
    tree.append(this.#root);
    tree.addEventListener('keydown', e => {
      const { key, isComposing, keyCode } = e as KeyboardEvent;
      // Some input methods only indicate by the key code that they handle a key.
      if (key === 'Escape' && this.#open && !isComposing && keyCode !== 229) toggle();
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

  /** Adds the element to the page until it's removed. */
  mount(side: unknown, primary: unknown) {
    const [accent, on] = accentOf(primary) ?? [];
    if (accent) this.#root.style.cssText = `--accent:${accent};--on:${on}`;
    for (const part of [this.#button, this.#teaser.element, this.#panel]) part.classList.toggle('start', side === 'start');
    this.#mount = new Mount(this.#host);
  }

  remove() {
    this.#mount?.remove();
  }

  speak(locale: string) {
    this.#locale = locale;
    this.#draw();
  }

  /** Returns whether the number has changed. */
  count(unread: number) {
    if (unread === this.#unread) return false;
    this.#unread = unread;
    if (!unread) this.tease(null);
    this.#draw();
    return true;
  }

  /** Shows the newest message while the chat is closed; null removes it. */
  tease(message: TeaserContent | null) {
    this.#teaser.show(this.#open ? null : message);
  }

  show(open: boolean) {
    this.#open = open;
    if (open) {
      this.tease(null);
      this.#before = document.activeElement;
      this.#mount?.settle();
    }
    this.#draw();
  }

  /** Shows or hides the button. The panel can be opened in any case. */
  hide(isHidden: boolean) {
    this.#isHidden = isHidden;
    this.#draw();
  }

  /** Shows that the frame doesn't respond, with a link to the chat. Undefined if it has responded. */
  tell(address: string | undefined) {
    if (!address) return this.#note.remove();
    this.#link.href = address;
    this.#panel.append(this.#note);
    this.#draw();
  }

  focus() {
    if (this.#isHidden) (this.#before as HTMLElement | null)?.focus?.();
    else this.#button.focus();
  }

  #draw() {
    const [open, close, silent, elsewhere] = textsOf(this.#locale);
    const unread = this.#open ? 0 : this.#unread;
    this.#root.lang = this.#locale;
    this.#root.dir = directionOf(this.#locale);
    this.#root.className = this.#isHidden ? 'alone' : '';
    this.#button.ariaExpanded = String(this.#open);
    this.#button.ariaLabel = this.#button.title = this.#open ? close : unread ? `${open} (${unread})` : open;
    this.#badge.textContent = unread ? (unread > 99 ? '99+' : String(unread)) : '';
    this.#icon.setAttribute('d', this.#open ? down : chat);
    this.#panel.inert = !this.#open;
    this.#link.textContent = elsewhere;
    this.#close.textContent = close;
    this.#note.replaceChildren(silent, this.#link, this.#close);
  }
}
