/* The rows of a report in memory: each distinct text once, a number for each cell; filtered, sorted and cut into pages. */

/** Numbers in a typed array that grows: four bytes each. */
class Numbers {
  constructor() {
    this.items = new Uint32Array(1024);
    this.length = 0;
  }

  push(value) {
    if (this.length === this.items.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = value;
  }
}

/** A column: its values, and for each row which of them it has. Columns that always change together share `codes`. */
class Column {
  constructor(codes = new Numbers()) {
    this.values = [];
    this.codes = codes;
    this.known = new Map();
  }

  push(value) {
    let code = this.known.get(value);
    if (code === undefined) {
      code = this.values.length;
      this.values.push(value);
      this.known.set(value, code);
    }
    this.codes.push(code);
  }

  at(row) {
    return this.values[this.codes.items[row]];
  }

  /** For each value whether it fits. */
  fitting(test) {
    return Uint8Array.from(this.values, (value) => (test(value) ? 1 : 0));
  }

  /** For each value its place among all in order; equal ones have the same. */
  ranks(compare) {
    const order = this.values.map((_, code) => code).sort((a, b) => compare(this.values[a], this.values[b]));
    const ranks = new Uint32Array(order.length);
    order.forEach((code, at) => {
      const before = order[at - 1];
      const same = at > 0 && compare(this.values[before], this.values[code]) === 0;
      ranks[code] = same ? ranks[before] : at;
    });
    return ranks;
  }
}

const IDS = "|";

/** The ids in a cell. @param {string} cell */
export const ids = (cell) => (cell ? cell.split(IDS) : []);

const ENDING = ', "round": '; // within a text its quotes would be escaped

/**
 * A report. All that stands in a line from the round on is its ending: the rows of a list share few of them, so each is
 * read once. The rest of a line costs four bytes a column and its distinct values; all of it never more than the report
 * itself. `words` names the columns and the order of the verdicts.
 */
export class Store {
  constructor(words) {
    this.words = words;
    this.endings = new Map();
    this.codes = new Numbers();
    const names = words.columns.map(({ name }) => name);
    const shared = names.indexOf("round");
    this.own = new Map(names.slice(0, shared).map((name) => [name, new Column()]));
    this.ended = new Map(names.slice(shared).map((name) => [name, new Column(this.codes)]));
    this.columns = new Map([...this.own, ...this.ended]);
    this.natural = new Intl.Collator(words.lang, { numeric: true }).compare;
    this.asked = null;
  }

  get length() {
    return this.codes.length;
  }

  /** Keep one more row. @param {string} line as the service wrote it */
  add(line) {
    const at = line.indexOf(ENDING);
    const row = JSON.parse(`${line.slice(0, at)}}`);
    for (const [name, column] of this.own) column.push(row[name] ?? "");
    const tail = line.slice(at);
    this.codes.push(this.endings.get(tail) ?? this.ending(tail));
  }

  ending(tail) {
    const code = this.endings.size;
    const read = JSON.parse(`{${tail.slice(2)}`);
    for (const [name, column] of this.ended) column.values.push(read[name] ?? "");
    // A copy: a part of a text keeps the whole text in memory.
    this.endings.set(JSON.parse(JSON.stringify(tail)), code);
    return code;
  }

  /** A row by its place, as an object. */
  row(place) {
    const found = { place };
    for (const [name, column] of this.columns) found[name] = column.at(place);
    return found;
  }

  /** How many rows have each value; of criteria each of those in a cell. @param {string} name */
  counts(name) {
    const column = this.columns.get(name);
    const rows = new Uint32Array(column.values.length);
    for (let row = 0; row < this.length; row++) rows[column.codes.items[row]]++;
    const counts = {};
    column.values.forEach((value, code) => {
      for (const id of ids(value)) counts[id] = (counts[id] ?? 0) + rows[code];
    });
    return counts;
  }

  /**
   * The places of the rows that fit, in order.
   * @param {{verdicts: string[], criteria: string[], text: string, sort: string, down: boolean}} query
   */
  places(query) {
    const key = JSON.stringify([query.verdicts, query.criteria, query.text, query.sort, query.down]);
    if (this.asked?.key !== key) this.asked = { key, places: this.sorted(this.filtered(query), query) };
    return this.asked.places;
  }

  filtered({ verdicts, criteria, text }) {
    const tests = [];
    const one = (name, test) => tests.push([this.columns.get(name).codes.items, this.columns.get(name).fitting(test)]);
    if (verdicts.length) one("verdict", (value) => verdicts.includes(value));
    if (criteria.length) one("criteria", (value) => ids(value).some((id) => criteria.includes(id)));
    const sought = text.trim().toLowerCase();
    const any = [this.words.identity, ...this.words.rows].map((name) => {
      const column = this.columns.get(name);
      return [
        column.codes.items,
        sought ? column.fitting((value) => String(value).toLowerCase().includes(sought)) : null,
      ];
    });
    const found = new Numbers();
    for (let row = 0; row < this.length; row++) {
      if (!tests.every(([codes, fits]) => fits[codes[row]])) continue;
      if (sought && !any.some(([codes, fits]) => fits[codes[row]])) continue;
      found.push(row);
    }
    return found.items.subarray(0, found.length);
  }

  sorted(places, { sort, down }) {
    if (!sort) return places;
    const column = this.columns.get(sort);
    const order = this.words.verdicts.map(({ id }) => id);
    const compare =
      sort === "verdict"
        ? (a, b) => order.indexOf(a) - order.indexOf(b)
        : typeof column.values[0] === "number"
          ? (a, b) => a - b
          : this.natural;
    const ranks = column.ranks(compare);
    const codes = column.codes.items;
    const sign = down ? -1 : 1;
    return places.sort((a, b) => sign * (ranks[codes[a]] - ranks[codes[b]]) || a - b);
  }
}
