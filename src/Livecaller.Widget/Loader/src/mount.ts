// Keeps an element on the page when frameworks change the page.

/** The time after the load event in which frameworks hydrate the page. */
const settled = 10_000;

/**
 * The element is the last child of the body first, because React compares all other positions when it hydrates a whole document, and would render the
 * page again. Later, it's a sibling of the body, which some routers replace.
 */
export class Mount {
  readonly #element: HTMLElement;
  // Runs in a separate task. Otherwise, a page that removes all unknown elements would never finish.
  readonly #observer = new MutationObserver(() => {
    clearTimeout(this.#pendingInsert);
    this.#pendingInsert = setTimeout(() => this.#insert());
  });
  #isSettled = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pendingInsert: ReturnType<typeof setTimeout> | undefined;
  #end = new AbortController();

  constructor(element: HTMLElement) {
    this.#element = element;
    const { signal } = this.#end;
    const wait = () => { this.#timer = setTimeout(() => this.settle(), settled); };
    // While the page is parsed, the last child of the body changes.
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => this.#insert(), { signal });
    else this.#insert();
    if (document.readyState === 'complete') wait();
    else addEventListener('load', wait, { signal });
  }

  /** Moves the element out of the body when frameworks have hydrated the page, unless that would reload the frame. */
  settle() {
    const [root, element] = [document.documentElement, this.#element];
    if (this.#isSettled || !element.isConnected) return;
    this.#isSettled = true;
    if (element.parentNode === root) return;
    if (!element.shadowRoot!.querySelector('iframe')) root.append(element);
    else (root as { moveBefore?: (node: Node, child: null) => void }).moveBefore?.(element, null);
  }

  remove() {
    clearTimeout(this.#timer);
    clearTimeout(this.#pendingInsert);
    this.#end.abort();
    this.#observer.disconnect();
    this.#element.remove();
  }

  #insert() {
    const root = document.documentElement;
    // A page can replace its root element, and a page that's rendered again might not have a body yet.
    const parent = this.#isSettled ? root : document.body;
    if (parent && !this.#element.isConnected) parent.append(this.#element);
    this.#observer.disconnect();
    for (const node of [document, root, document.body]) if (node) this.#observer.observe(node, { childList: true });
  }
}
