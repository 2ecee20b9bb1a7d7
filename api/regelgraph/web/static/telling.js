/* Says to screen readers what changed on a page once it has settled: not each of several changes, and nothing twice. */

const SETTLED = 1000;

export class Teller {
  #element;
  #wait;
  #words = "";
  #timer = 0;

  /** @param {HTMLElement} element a live region (`role=status`) @param {number} [wait] milliseconds without a change */
  constructor(element, wait = SETTLED) {
    this.#element = element;
    this.#wait = wait;
  }

  /** Say this, unless something else is to be said meanwhile. @param {string} words */
  soon(words) {
    this.#words = words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(words), this.#wait);
  }

  /** Wait anew, as somebody goes on. */
  hold() {
    if (this.#timer) this.soon(this.#words);
  }

  /** Say this at once, or take away what was said. @param {string} words */
  now(words) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#element.textContent !== words) this.#element.textContent = words;
  }
}
