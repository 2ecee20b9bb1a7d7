/* The stays of the persons on a page of the report, as lines of time that the service draws from the list. */

import { address, element, kind, lang, say, words } from "./lists-words.js";

const AT_ONCE = 1_000_000; // bytes: a larger list is sent again only when somebody wants the lines

export class Timeline {
  /** @param {Element} place @param {{url: string, file: File}} asked what was checked @param {function(Object): void} onFailure */
  constructor(place, { url, file }, onFailure) {
    Object.assign(this, { place, file, onFailure });
    this.asked = new URL(url, location.href).searchParams;
    this.shown = file.size <= AT_ONCE;
    this.turn = 0;
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
    if (this.shown) this.draw();
  }

  async draw() {
    const turn = ++this.turn;
    const asked = new URLSearchParams(this.asked);
    asked.set("lang", lang);
    asked.set("rows", this.rows.slice(0, 100).join(","));
    const body = new FormData();
    body.set("file", this.file, this.file.name);
    try {
      const answer = await fetch(address(`/lists/${kind}/stays`, asked), { method: "POST", body });
      const text = await answer.text();
      if (turn !== this.turn) return;
      const found = new DOMParser().parseFromString(text, "text/html").getElementById("stays");
      if (!found) throw { why: "refused", status: answer.status, detail: text };
      this.place.replaceChildren(document.importNode(found, true));
    } catch (error) {
      if (turn === this.turn) this.onFailure(error.why ? error : { why: "network" });
    }
  }
}
