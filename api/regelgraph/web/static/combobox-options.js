/* What a combobox offers: the options of its list that fit what is written, and those that the service finds. */

const MOST = 30;
const UMLAUTS = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
const NOTHING = /[\s\u00ad\u200b-\u200f\ufeff._\p{Pd}§()]+/gu;

/**
 * A text without case, spaces, hyphens, dots and the signs before numbers; umlauts as two letters.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  const small = text.normalize("NFC").toLowerCase();
  return small.replace(/[äöüß]/g, (each) => UMLAUTS[each]).replace(NOTHING, "");
}

/**
 * Something to choose: what is put into the field, and how it is shown.
 * @param {string} value
 * @param {string} label
 * @param {object} more what else is known of it
 */
export function option(value, label, more = {}) {
  const shown = !label || label.includes(value) ? label || value : `${value} – ${label}`;
  return { ...more, value, label, shown, folded: fold(shown) };
}

/**
 * The options in whose text all words of what is written stand, those first that are it, begin with it, have it whole.
 * @param {ReturnType<typeof option>[]} options
 * @param {string} written
 */
export function matching(options, written) {
  const whole = fold(written);
  const words = written.split(/\s+/).map(fold).filter(Boolean);
  const rank = (each) => {
    if (fold(each.value) === whole) return 0;
    if (each.folded.startsWith(whole)) return 1;
    return each.folded.includes(whole) ? 2 : 3;
  };
  return options
    .filter((each) => words.every((word) => each.folded.includes(word)))
    .map((each) => [rank(each), each])
    .sort(([one], [two]) => one - two)
    .map(([, each]) => each);
}

/**
 * The options of the list and those that the service finds: first what it takes the text to mean ("25a" is no "25 Abs.").
 * @param {ReturnType<typeof option>[]} found
 * @param {ReturnType<typeof option>[]} results
 */
export function merged(found, results) {
  const all = [...results.filter((each) => each.meant), ...found, ...results];
  return [...new Map(all.map((each) => [each.iri ?? each.value, each])).values()];
}

/**
 * What the service finds for a text: by POST where `data-of` names the field, so that no address holds it, else by GET.
 * @param {HTMLInputElement} input
 * @param {string} text
 * @param {AbortSignal} signal
 */
export async function asked(input, text, signal) {
  const { search, kind, of } = input.dataset;
  const sent = new URLSearchParams({ q: text });
  if (of) sent.set("of", of);
  else sent.set("limit", String(MOST));
  if (kind && !of) sent.set("kind", kind);
  const headers = { Accept: "application/json" };
  const answer = of
    ? await fetch(search, { method: "POST", body: sent, headers, signal })
    : await fetch(`${search}${search.includes("?") ? "&" : "?"}${sent}`, { headers, signal });
  if (!answer.ok) return [];
  const { results } = await answer.json();
  return results.slice(0, MOST).map((each) => {
    const label = typeof each.label === "string" ? each.label : each.label[document.documentElement.lang];
    return option(each.value ?? label, label, each);
  });
}
