/* Rows of a report as CSV, quoted and made safe for spreadsheets as the service does it. */

const FORMULA = /^(?:[\s\p{Cc}\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[ ]*[\t\r\n])/u;
const QUOTED = /[",;\r\n\t]|^\s|\s$/u;

/** One cell. @param {string|number} value */
export function cell(value) {
  const text = String(value);
  const kept = typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(kept) ? `"${kept.replaceAll('"', '""')}"` : kept;
}

/** A file of rows. @param {string[]} names of columns @param {Iterable<Object>} rows */
export function csv(names, rows) {
  const lines = [names.map(cell).join(",")];
  for (const row of rows) lines.push(names.map((name) => cell(row[name])).join(","));
  return new Blob([lines.join("\n"), "\n"], { type: "text/csv" });
}
