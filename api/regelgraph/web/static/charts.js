/* Charts of counts: bars beside their numbers in one table, so that the picture and the table are the same thing. */

const SVG = "http://www.w3.org/2000/svg";
const LENGTH = 100;

/** An SVG element. @param {string} name @param {Object<string, string|number>} attributes */
export function drawn(name, attributes = {}) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** A bar as long as `part` is of `whole`. @param {number} part @param {number} whole @param {string} [tone] */
export function bar(part, whole, tone = "") {
  const length = whole ? (LENGTH * part) / whole : 0;
  const svg = drawn("svg", {
    class: "chart",
    viewBox: `0 0 ${LENGTH} 8`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  const rect = drawn("rect", { class: "bar", width: part ? Math.max(length, 0.5) : 0, height: 8 });
  if (tone) rect.dataset.tone = tone;
  svg.append(rect);
  return svg;
}

/**
 * A table of counts with a bar for each, the longest as long as the cell.
 * @param {HTMLElement} element what it is put into
 * @param {string} title
 * @param {string[]} heads of the label, the number and the share
 * @param {{label: (string|Node), number: number, shown: string, share: string, tone?: string}[]} rows
 */
export function bars(element, title, heads, rows) {
  const table = document.createElement("table");
  table.className = "bars";
  const caption = table.createCaption();
  caption.className = "shown";
  caption.textContent = title;
  const head = table.createTHead().insertRow();
  for (const [place, text] of heads.entries()) {
    const cell = document.createElement("th");
    cell.scope = "col";
    if (place) cell.className = "number";
    cell.textContent = text;
    head.append(cell);
  }
  const most = Math.max(...rows.map((row) => row.number), 0);
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    const label = document.createElement("th");
    label.scope = "row";
    label.append(row.label, bar(row.number, most, row.tone));
    line.append(label);
    for (const text of [row.shown, row.share]) {
      const cell = line.insertCell();
      cell.className = "number";
      cell.textContent = text;
    }
  }
  element.replaceChildren(table);
}
