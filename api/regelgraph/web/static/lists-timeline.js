/* The stays of the persons on a page of the report, as lines of time that the service draws from the list. */

import { fetched } from "./lists-part.js";
import { element, say, words } from "./lists-words.js";

const AT_ONCE = 1_000_000; // bytes: a larger list is sent again only when somebody wants the lines
const MOST = 100; // rows whose persons are asked for

export class Timeline {
  /** @param {Element} place @param {{url: string, file: File}} asked what was checked @param {function(Object): void} onFailure */
  constructor(place, asked, onFailure) {
    Object.assign(this, { place, asked, onFailure });
    this.shown = asked.file.size <= AT_ONCE;
    this.button = element("button", { type: "button", class: "quiet" }, say("timeline-show"));
    this.button.addEventListener("click", () => {
      this.shown = true;
      this.place.focus();
      this.draw();
    });
    place.tabIndex = -1;
    if (!this.shown) place.append(this.button);
  }

  /** Show the stays of these rows, as soon as they are wanted. @param {Object[]} rows */
  show(rows) {
    this.rows = [...new Set(rows.flatMap((row) => words.rows.map((name) => row[name])))].filter(Boolean);
    if (!this.shown) return;
    if (this.rows.length) this.draw();
    else this.place.replaceChildren();
  }

  async draw() {
    this.running?.abort(); // of several pages only the last counts
    const running = new AbortController();
    this.running = running;
    try {
      this.place.replaceChildren(await fetched("stays", this.asked, this.rows.slice(0, MOST), running.signal));
    } catch (error) {
      if (!running.signal.aborted) this.onFailure(error);
    }
  }
}
