/* The words of a page about lists: what the server rendered for scripts, with numbers as the language writes them. */

const source = document.getElementById("list-words");
const numbers = new Intl.NumberFormat(document.documentElement.lang);
const shares = new Intl.NumberFormat(document.documentElement.lang, { style: "percent", maximumFractionDigits: 1 });

export const lang = document.documentElement.lang;
/** The kind of list, as its address names it. */
export const kind = source.dataset.kind;
/** Verdicts, criteria, columns and codes with their labels (see web/lists/words.py). */
export const words = JSON.parse(source.dataset.words);

/**
 * A text of the page.
 * @param {string} key what it is called, without its beginning
 * @param {Object<string, string|number>} parts what stands in its {holes}; numbers are written as the language does
 */
export function say(key, parts = {}) {
  return words.texts[key].replace(/\{(\w+)\}/g, (_, name) => {
    const part = parts[name];
    return typeof part === "number" ? numbers.format(part) : String(part);
  });
}

/** A whole number as the language writes it. @param {number} value */
export const number = (value) => numbers.format(value);

/** A part of a whole in per cent. @param {number} part @param {number} whole */
export const share = (part, whole) => (whole ? shares.format(part / whole) : "–");

/** The first element of a template. @param {string} id what follows `part-` */
export function part(id) {
  const template = document.querySelector(`template#part-${id}`);
  return template.content.firstElementChild.cloneNode(true);
}

/** An address of the service. @param {string} path @param {URLSearchParams} [asked] */
export function address(path, asked) {
  const query = asked?.toString();
  return source.dataset.root + path + (query ? `?${query}` : "");
}

/**
 * An element with attributes and content.
 * @param {string} name
 * @param {Object<string, string>} attributes
 * @param {...(Node|string)} content
 */
export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}
