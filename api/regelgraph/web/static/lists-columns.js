/* The columns of a list: asks the service what it recognises, and takes what is mapped by hand. */

import { address, kind, lang } from "./lists-words.js";

const ASKED = ["round", "as_of", "sheet"];
const SHOWN_BY = ["round", "sheet"];

/** What stands for the headers of a list, where one has been looked at. */
const marked = (columns) => columns?.querySelector('[name="headers"]')?.value;

/** The facts that are chosen for columns, by their places. */
const chosen = (columns) =>
  new Map([...columns.querySelectorAll('[name^="column-"]')].map(({ name, value }) => [name.slice(7), value]));

const listed = (columns) => [...columns].map(([position, fact]) => `${position}:${fact}`).join(",");

export class Columns {
  /** @param {HTMLFormElement} form @param {function(Object): void} onFailure @param {function(boolean, number): void} onBusy */
  constructor(form, onFailure, onBusy) {
    Object.assign(this, { form, onFailure, onBusy });
    this.byHand = new Map();
    form.addEventListener("change", ({ target }) => {
      const position = /^column-(\d+)$/.exec(target.name)?.[1];
      if (target.name === "sheet") {
        this.byHand.clear(); // another sheet has other columns
        this.kept = undefined;
      }
      if (position !== undefined) this.byHand.set(position, target.value || "-");
      if (this.file && (position !== undefined || SHOWN_BY.includes(target.name))) this.show();
    });
  }

  get file() {
    return this.form.querySelector("input[type=file]").files[0];
  }

  /** Whether no row says by which round it is judged, and none is chosen. */
  get lacksRound() {
    const { rows = "0", unassigned = "0" } = document.getElementById("columns")?.dataset ?? {};
    return Number(rows) > 0 && rows === unassigned && this.form.elements.round?.value === "";
  }

  /** Take away what was recognised in another file; if the next one has the same headers, its columns are mapped alike. */
  forget() {
    const there = document.getElementById("columns");
    const headers = marked(there);
    if (headers) this.kept = { headers, columns: this.byHand.size ? new Map(this.byHand) : chosen(there) };
    this.byHand.clear();
    there?.remove();
  }

  /** What a check is asked for in its address. @returns {URLSearchParams} */
  asked() {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (ASKED.includes(name) && value && !asked.getAll(name).includes(value)) asked.append(name, value);
    }
    if (this.byHand.size) asked.set("columns", listed(this.byHand));
    return asked;
  }

  /** Show what the service recognises; of several answers only the last counts. */
  async show() {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    const body = new FormData();
    body.set("file", this.file, this.file.name);
    const asked = this.asked();
    const before = this.byHand.size ? undefined : this.kept;
    if (before?.columns.size) {
      body.set("headers", before.headers); // the service asks whether they are those of this file, too
      asked.set("columns", listed(before.columns));
    }
    asked.set("lang", lang);
    asked.set("fragment", "");
    this.onBusy(true, 0);
    try {
      const answer = await fetch(address(`/lists/${kind}/columns`, asked), {
        method: "POST",
        body,
        signal: running.signal,
      });
      const text = await answer.text();
      const found = new DOMParser().parseFromString(text, "text/html").getElementById("columns");
      if (!found) throw { why: "refused", status: answer.status, detail: text };
      if (before && before.headers === marked(found)) this.byHand = new Map(before.columns);
      this.put(document.importNode(found, true));
      this.onBusy(false, Number(found.dataset.rows));
    } catch (error) {
      if (running.signal.aborted) return;
      this.onBusy(false, 0);
      this.onFailure(error.why ? error : { why: "network" });
    }
  }

  put(found) {
    const there = document.getElementById("columns");
    const focused = there?.contains(document.activeElement) ? document.activeElement.name : "";
    const kept = there ? [...there.querySelectorAll("details[open]")].map(({ id }) => id) : [];
    if (there) there.replaceWith(found);
    else (this.form.querySelector(".actions") ?? this.form.lastElementChild).before(found);
    for (const id of kept) if (id) found.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
    if (focused) found.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
  }
}
