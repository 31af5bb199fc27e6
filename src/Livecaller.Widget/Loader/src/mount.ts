// Keeps an element on the page, whatever frameworks do to the page.

/** How long after the page has loaded its frameworks have taken it over. */
const settled = 10_000;

/**
 * At first the element is the last of the body: React compares all other places with what the server sent when it hydrates a whole document, and would
 * draw the page anew. Later it stands beside the body, which some routers replace.
 */
export class Mount {
  readonly #element: HTMLElement;
  // Not within the page's own change: one that takes everything off which it does not know would never get to its end.
  readonly #observer = new MutationObserver(() => {
    clearTimeout(this.#putting);
    this.#putting = setTimeout(() => this.#put());
  });
  #isSettled = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #putting: ReturnType<typeof setTimeout> | undefined;
  #end = new AbortController();

  constructor(element: HTMLElement) {
    this.#element = element;
    const { signal } = this.#end;
    const wait = () => { this.#timer = setTimeout(() => this.settle(), settled); };
    // While the page is being parsed, what is the last of the body does not stay the last.
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => this.#put(), { signal });
    else this.#put();
    if (document.readyState === 'complete') wait();
    else addEventListener('load', wait, { signal });
  }

  /** The page is what it will be. Moves the element where it can be done without loading what is in it again. */
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
    clearTimeout(this.#putting);
    this.#end.abort();
    this.#observer.disconnect();
    this.#element.remove();
  }

  #put() {
    const root = document.documentElement;
    // A page may lose its root, and one that is drawn anew may have no body yet.
    const parent = this.#isSettled ? root : document.body;
    if (parent && !this.#element.isConnected) parent.append(this.#element);
    this.#observer.disconnect();
    for (const node of [document, root, document.body]) if (node) this.#observer.observe(node, { childList: true });
  }
}
