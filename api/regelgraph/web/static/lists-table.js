/* The table of a report: one page of rows from the worker, sorted by its heads, each row with its details. */

import { ids } from "./lists-store.js";
import { element, lang, number, say, words } from "./lists-words.js";

const verdicts = new Map(words.verdicts.map((each) => [each.id, each]));
const criteria = new Map(words.criteria.map((each) => [each.id, each]));
const shown = words.columns.filter(({ wide }) => !wide);
const days = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeZone: "UTC" });
const SOME = 25; // rows that are made in one go
const frame = () => new Promise((resolve) => setTimeout(resolve));
const OTHER = lang === "de" ? "en" : "de";

/** What a verdict is called, with its tone. @param {string} id */
export function badge(id) {
  const { label, tone } = verdicts.get(id) ?? { label: id, tone: "" };
  return element("span", { class: "badge", "data-tone": tone }, label);
}

/** A day as the language writes it. @param {string} day as YYYY-MM-DD */
const day = (day) => (day ? days.format(new Date(`${day}T00:00:00Z`)) : "");

/** What the codes in a cell stand for. */
const named = (column, cell) =>
  ids(String(cell))
    .map((id) => words.codes[column]?.[id] ?? id)
    .join(", ");

function criterion(id) {
  const { label, page } = criteria.get(id) ?? { label: id, page: "" };
  return page ? element("a", { href: page }, label) : label;
}

function content(column, value) {
  if (column === "verdict") return [badge(value)];
  if (column === "criteria") return ids(value).flatMap((id, at) => (at ? [", ", criterion(id)] : [criterion(id)]));
  if (words.codes[column]) return [named(column, value)];
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return [day(value)];
  return [typeof value === "number" ? number(value) : value];
}

/** What is said of a row beside the table: reasons in the language of the page, what is missing, what it rests on. */
function details(row) {
  const facts = (cell) =>
    ids(cell)
      .map((name) => words.facts[name] ?? name)
      .join(", ");
  const parts = [
    [say("reasons"), row[`reasons_${lang}`], {}],
    [say(`reasons-${OTHER}`), row[`reasons_${OTHER}`], { lang: OTHER }],
    [say("missing"), row.missing && facts(row.missing), {}],
    [say("invalid"), row.invalid, { lang: words.written }],
    [say("citations"), row.citations, { lang: "de" }],
    [say("knowledge"), row.knowledge, {}],
  ];
  const list = element("dl", { class: "facts" });
  for (const [name, text, attributes] of parts) {
    if (text) list.append(element("dt", {}, name), element("dd", attributes, text));
  }
  return list;
}

export class Table {
  /** @param {HTMLTableElement} table @param {function(string, boolean): void} onSort @param {function(Object, Element): void} [more] */
  constructor(table, onSort, more) {
    Object.assign(this, { table, more });
    this.head = table.tHead.rows[0];
    this.body = table.tBodies[0];
    for (const { name, label } of shown) this.head.append(this.headed(name, label, onSort));
    this.head.append(element("th", { scope: "col", class: "no-print" }, say("details")));
    this.body.addEventListener("click", ({ target }) => {
      const button = target.closest("button[aria-expanded]");
      if (button) this.toggle(button);
    });
  }

  headed(name, label, onSort) {
    const button = element("button", { type: "button" }, label);
    const cell = element("th", { scope: "col", "data-column": name, "aria-sort": "none" }, button);
    button.addEventListener("click", () => {
      const down = cell.getAttribute("aria-sort") === "ascending";
      for (const each of this.head.querySelectorAll("[aria-sort]")) each.setAttribute("aria-sort", "none");
      cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      onSort(name, down);
    });
    return cell;
  }

  /** Show rows, some at a time, so that the page answers meanwhile. @param {Object[]} rows */
  async show(rows) {
    const mine = new Map(rows.map((row) => [String(row.place), row]));
    this.rows = mine;
    this.body.replaceChildren();
    for (let first = 0; first < rows.length; first += SOME) {
      await frame();
      if (this.rows !== mine) return;
      this.body.append(...rows.slice(first, first + SOME).map((row) => this.line(row)));
    }
  }

  line(row) {
    const line = element("tr");
    for (const { name } of shown) {
      const head = name === words.identity;
      const cells =
        head && !row[name] ? [element("span", { class: "small" }, say("unnamed"))] : content(name, row[name]);
      line.append(element(head ? "th" : "td", head ? { scope: "row" } : {}, ...cells));
    }
    const name = row[words.identity] || say("unnamed");
    const label = say("details-of", { name });
    const button = element("button", { type: "button", class: "quiet", "aria-expanded": "false" }, say("details"));
    button.setAttribute("aria-label", label);
    button.dataset.place = row.place;
    line.append(element("td", { class: "no-print" }, button));
    return line;
  }

  toggle(button) {
    const line = button.closest("tr");
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    if (open) return line.nextElementSibling.remove();
    const row = this.rows.get(button.dataset.place);
    const inner = element("div", {}, details(row)); // stays in view where the table is moved sideways
    this.more?.(row, inner);
    const cell = element("td", { colspan: String(shown.length + 1) }, inner);
    line.after(element("tr", { class: "details" }, cell));
  }
}
