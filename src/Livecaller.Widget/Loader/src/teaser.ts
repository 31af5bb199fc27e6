// The newest unread message next to the button: its sender and its beginning.
import type { Teaser as Content } from './messages';

const make = <K extends keyof HTMLElementTagNameMap>(name: K, className: string) => Object.assign(document.createElement(name), { className });

export class Teaser {
  /** Stays on the page, so that screen readers announce its content. */
  readonly element = make('div', 'news');
  readonly #card = make('button', 'card');
  readonly #dismiss = make('button', 'dismiss');
  readonly #face = make('i', 'face');
  readonly #name = make('bdi', 'name');
  readonly #text = make('b', 'text');

  /** @param open Called when the visitor opens the message. */
  constructor(open: () => void) {
    this.element.role = 'status';
    this.#card.type = this.#dismiss.type = 'button';
    this.#face.ariaHidden = 'true';
    this.#text.dir = 'auto';
    this.#dismiss.textContent = '×';
    this.#card.append(this.#face, this.#name, this.#text);
    this.#card.addEventListener('click', open);
    this.#dismiss.addEventListener('click', () => this.show(null));
  }

  show(content: Content | null) {
    if (!content) return this.element.replaceChildren();
    this.#face.textContent = content.initials;
    this.#name.textContent = content.name;
    this.#text.textContent = content.text;
    this.#dismiss.ariaLabel = this.#dismiss.title = content.dismiss;
    this.element.replaceChildren(this.#card, this.#dismiss);
  }
}
