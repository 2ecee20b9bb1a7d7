/* A text field with a list of suggestions: the editable combobox of ARIA 1.2 on top of a datalist, which works alone. */

const MOST = 30;
const WAIT = 250;
const UMLAUTS = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
let number = 0;

/**
 * A text without case, spaces, hyphens, dots and the signs before numbers; umlauts as two letters.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  return text.normalize("NFC").toLowerCase().replace(/[äöüß]/g, (each) => UMLAUTS[each]).replace(/[\s\u00ad\u200b-\u200f\ufeff._\p{Pd}§()]+/gu, "");
}

/**
 * The options in whose text all words of what is written stand, those first that begin with it.
 * @param {{value: string, label: string, folded: string}[]} options
 * @param {string} written
 */
export function matching(options, written) {
  const whole = fold(written);
  const words = written.split(/\s+/).map(fold).filter(Boolean);
  const found = options.filter((each) => words.every((word) => each.folded.includes(word)));
  const rank = (each) => (fold(each.value) === whole ? 0 : each.folded.startsWith(whole) ? 1 : each.folded.includes(whole) ? 2 : 3);
  return found.map((each) => [rank(each), each]).sort((one, two) => one[0] - two[0]).map(([, each]) => each);
}

/**
 * Enhances a field. Of it: `data-count` ("# suggestions") and `data-none` are said to screen readers; `data-search`
 * asks the service for spellings that the list has not: GET with `q` and `data-kind`, or, where `data-of` names a
 * field, POST with `q` and `of`; `data-several` stands between several values, of which the last is written.
 * What is chosen is told by the event `combobox-choose`, its detail the option.
 * @param {HTMLInputElement} input
 */
export function combobox(input) {
  const list = document.getElementById(input.getAttribute("list") ?? "");
  if (input.dataset.enhanced || !(list || input.dataset.search)) return;
  input.dataset.enhanced = "true";
  input.removeAttribute("list");
  const options = [...(list?.querySelectorAll("option") ?? [])].map((each) => option(each.value, each.label || each.value));
  const box = document.createElement("ul");
  const said = document.createElement("span");
  box.id = `options-${++number}`;
  box.className = "combobox-list";
  box.setAttribute("role", "listbox");
  const label = input.labels?.[0];
  if (label) {
    label.id ||= `label-of-${box.id}`;
    box.setAttribute("aria-labelledby", label.id);
  }
  box.hidden = true;
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  const around = document.createElement("span");
  around.className = "combobox";
  input.replaceWith(around);
  around.append(input, box, said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", box.id], ["autocomplete", "off"]]) input.setAttribute(name, value);
  let shown = [];
  let active = -1;
  let timer = 0;
  let asking = new AbortController();

  const several = input.dataset.several ?? "";
  const cut = () => (several ? input.value.lastIndexOf(several) + 1 : 0);
  const written = () => input.value.slice(cut()).trim();

  function show(found) {
    shown = found.slice(0, MOST);
    active = -1;
    box.replaceChildren(...shown.map((each, place) => row(each, `${box.id}-${place}`)));
    const open = shown.length > 0 && document.activeElement === input;
    box.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    input.removeAttribute("aria-activedescendant");
    if (document.activeElement === input) said.textContent = shown.length ? (input.dataset.count ?? "#").replace("#", String(found.length)) : (input.dataset.none ?? "");
  }

  function close() {
    asking.abort();
    clearTimeout(timer);
    box.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    said.textContent = "";
  }

  function look() {
    asking.abort();
    clearTimeout(timer);
    const found = matching(options, written());
    show(found);
    if (written().length > 1 && found.length < 3 && input.dataset.search) timer = setTimeout(() => ask(found), WAIT);
  }

  async function ask(found) {
    asking = new AbortController();
    try {
      const results = await asked(input, written(), asking.signal);
      const known = new Set(found.map((each) => each.value));
      show([...found, ...results.filter((each) => !known.has(each.value))]);
    } catch (error) {
      if (error.name !== "AbortError") show(found);
    }
  }

  function move(to) {
    if (box.hidden) look();
    if (!shown.length) return;
    active = (to + shown.length) % shown.length;
    [...box.children].forEach((each, place) => each.setAttribute("aria-selected", String(place === active)));
    input.setAttribute("aria-activedescendant", box.children[active].id);
    box.children[active].scrollIntoView({ block: "nearest" });
  }

  function choose(place) {
    const chosen = shown[place];
    const before = input.value.slice(0, cut());
    input.value = before + (before ? " " : "") + chosen.value;
    close();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.dispatchEvent(new CustomEvent("combobox-choose", { bubbles: true, detail: chosen }));
  }

  const keys = {
    ArrowDown: () => move(active + 1),
    ArrowUp: () => move(active < 0 ? shown.length - 1 : active - 1),
    Enter: () => active >= 0 && !box.hidden && (choose(active), true),
    Escape: () => !box.hidden && (close(), true),
    Home: () => (input.setSelectionRange(0, 0), active >= 0 && move(0)),
    End: () => (input.setSelectionRange(input.value.length, input.value.length), active >= 0 && move(shown.length - 1)),
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.altKey && event.key === "ArrowUp") return close();
    if (event.key in keys && keys[event.key]() !== false) event.preventDefault();
  });
  input.addEventListener("input", look);
  input.addEventListener("click", () => box.hidden && look());
  input.addEventListener("blur", close);
  box.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  box.addEventListener("click", (event) => {
    const place = [...box.children].indexOf(event.target.closest("[role=option]"));
    if (place >= 0) choose(place);
  });
}

function option(value, label, more = {}) {
  return { ...more, value, label, folded: fold(label.startsWith(value) ? label : `${value} ${label}`) };
}

function row(each, id) {
  const made = document.createElement("li");
  made.id = id;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  made.textContent = each.label.startsWith(each.value) ? each.label : `${each.value} – ${each.label}`;
  return made;
}

async function asked(input, text, signal) {
  const { search, kind, of } = input.dataset;
  const sent = new URLSearchParams({ q: text, ...(of ? { of } : kind ? { kind } : {}) });
  const headers = { Accept: "application/json" };
  const address = of ? search : `${search}${search.includes("?") ? "&" : "?"}${sent}`;
  const answer = await fetch(address, of ? { method: "POST", body: sent, headers, signal } : { headers, signal });
  if (!answer.ok) return [];
  const lang = document.documentElement.lang;
  const { results } = await answer.json();
  return results.slice(0, MOST).map((each) => {
    const label = typeof each.label === "string" ? each.label : each.label[lang];
    return option(each.value ?? label, label, each);
  });
}

for (const each of document.querySelectorAll("input[data-combobox]")) combobox(each);
