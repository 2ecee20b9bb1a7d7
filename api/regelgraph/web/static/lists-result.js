/* The result of a check: counts that filter, the table with its pages, search, and downloads. */

import { bars } from "./charts.js";
import { keep, report } from "./lists-download.js";
import { fetched } from "./lists-part.js";
import { badge, Table } from "./lists-table.js";
import { Timeline } from "./lists-timeline.js";
import { element, kind, number, part, say, share, words } from "./lists-words.js";
import { Teller } from "./telling.js";

const SOON = 150; // milliseconds after the last key before a search

export class Result {
  /** @param {Runner} runner @param {{url: string, file: File}} asked what was checked @param {function(Object): void} onFailure */
  constructor(runner, asked, onFailure) {
    Object.assign(this, { runner, asked, onFailure, element: part("result") });
    this.query = { verdicts: [], criteria: [], text: "", sort: "", down: false };
    this.first = 0;
    this.size = 50;
    this.told = new Teller(this.part("told"));
    this.table = new Table(this.find("table.report"), (sort, down) => this.ask({ sort, down }), this.why());
    const place = this.part("timeline");
    this.timeline = place && new Timeline(place, asked, onFailure);
    this.find("#list-search").addEventListener("input", ({ target }) => {
      clearTimeout(this.soon);
      this.soon = setTimeout(() => this.ask({ text: target.value }), SOON);
    });
    this.find("#list-size").addEventListener("change", ({ target }) => {
      this.size = Number(target.value);
      this.ask({});
    });
    this.element.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.do) this[button.dataset.do](button);
      else if (button?.dataset.filter) this.press(button);
      else if (button?.dataset.download) this.download(button);
    });
  }

  find = (selector) => this.element.querySelector(selector);
  part = (name) => this.find(`[data-part="${name}"]`);

  /** What adds the whole reasoning to the details of a row. */
  why() {
    return (row, cell) => {
      const button = element("button", { type: "button", class: "quiet" }, say("why"));
      cell.append(element("p", { class: "actions" }, button));
      button.addEventListener("click", async () => {
        try {
          const found = await fetched("why", this.asked, words.rows.map((name) => row[name]).filter(Boolean));
          for (const each of [found, ...found.querySelectorAll("[id]")]) each.removeAttribute("id"); // of several rows
          button.parentElement.replaceWith(found);
          found.focus();
        } catch (error) {
          this.onFailure(error);
        }
      });
    };
  }

  /** Show what a check found. @param {Object} found the answer of the worker */
  async show({ rows, knowledge, verdicts, criteria }) {
    this.part("knowledge").textContent = knowledge ? `${say("knowledge")}: ${knowledge}` : "";
    const listed = words.verdicts.filter(({ id }) => !words.unlisted.includes(id));
    this.counted("verdicts", say("by-verdict"), say("verdict"), listed, verdicts, rows);
    const decided = words.criteria.filter(({ id }) => criteria[id]).sort((a, b) => criteria[b.id] - criteria[a.id]);
    if (decided.length) this.counted("criteria", say("by-criterion"), say("criterion"), decided, criteria, rows);
    else this.part("criteria").replaceChildren(element("p", {}, say("no-criterion")));
    await this.turn(0);
  }

  counted(name, title, head, things, counts, rows) {
    const lines = things.map(({ id, label, tone }) => {
      const button = element("button", {
        type: "button",
        class: "quiet",
        "aria-pressed": "false",
        "data-filter": name,
      });
      button.dataset.id = id;
      button.append(tone ? badge(id) : label);
      button.disabled = !counts[id];
      const count = counts[id] ?? 0;
      return { label: button, number: count, shown: number(count), share: share(count, rows), tone };
    });
    bars(this.part(name), title, [head, say("count"), say("share")], lines);
  }

  press(button) {
    const { filter, id } = button.dataset;
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    this.ask({ [filter]: on ? [...this.query[filter], id] : this.query[filter].filter((each) => each !== id) });
  }

  all() {
    for (const button of this.element.querySelectorAll('[aria-pressed="true"]'))
      button.setAttribute("aria-pressed", "false");
    this.find("#list-search").value = "";
    this.find("#list-search").focus(); // the button goes away
    this.ask({ verdicts: [], criteria: [], text: "" });
  }

  previous = (button) => this.can(button) && this.turn(this.first - this.size);
  next = (button) => this.can(button) && this.turn(this.first + this.size);
  can = (button) => button.getAttribute("aria-disabled") !== "true";

  ask(changed) {
    Object.assign(this.query, changed);
    return this.turn(0);
  }

  /** In words how the rows are sorted. */
  sorted() {
    const { sort, down } = this.query;
    const column = words.columns.find(({ name }) => name === sort)?.label;
    return column ? say(down ? "sorted-down" : "sorted-up", { column }) : "";
  }

  async turn(first) {
    const { query, size } = this;
    const wanted = {};
    this.wanted = wanted;
    const { rows, shown, total } = await this.runner.ask("page", { query, first, size });
    if (wanted !== this.wanted) return;
    this.first = first;
    const shownRows = this.table.show(rows);
    this.timeline?.show(rows);
    const filtered = query.verdicts.length + query.criteria.length + query.text.length > 0;
    this.find('[data-do="all"]').hidden = !filtered;
    this.part("shown").textContent = !total
      ? say("nothing")
      : !shown
        ? say("none-shown")
        : filtered
          ? say("shown", { shown, total })
          : say("shown-all", { total });
    const pages = Math.max(1, Math.ceil(shown / size));
    this.part("page").textContent = say("page", { page: first / size + 1, pages });
    this.told.soon(
      [this.part("shown").textContent, this.sorted(), this.part("page").textContent].filter(Boolean).join(". "),
    );
    // Not disabled: a disabled button would lose the focus of who turns pages by it.
    this.able("previous", first > 0);
    this.able("next", first + size < shown);
    await shownRows;
  }

  able(name, can) {
    const button = this.find(`[data-do="${name}"]`);
    button.setAttribute("aria-disabled", String(!can));
  }

  async download(button) {
    const said = this.part("download");
    said.textContent = say("making", { format: button.textContent });
    try {
      const [blob, name] = await report(this.asked.url, this.asked.file, button.dataset.download);
      keep(blob, name);
      said.textContent = say("made", { name });
    } catch (error) {
      said.textContent = "";
      this.onFailure(error);
    }
  }

  async filtered() {
    const name = `${kind}.csv`;
    keep(await this.runner.ask("filtered", { query: this.query }), name);
    this.part("download").textContent = say("made", { name });
  }
}
