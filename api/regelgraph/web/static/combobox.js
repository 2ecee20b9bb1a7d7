/* A text field with a list of suggestions: the editable combobox of ARIA 1.2 on top of a datalist, which works alone. */
import { asked, matching, merged, option } from "./combobox-options.js";
import { Teller } from "./telling.js";

const MOST = 30;
const WAIT = 250;
const QUIET = 500;
const FEW = 3;
let number = 0;

/**
 * Enhances a field. Of it: `data-count` ("# suggestions") and `data-none` are said to screen readers; `data-search`
 * asks the service for spellings that the list has not: GET with `q` and `data-kind`, or, where `data-of` names a
 * field, POST with `q` and `of`, whose answer says what is meant, which comes first; `data-several` stands between several values, of which the last is written.
 * What is chosen is told by the event `combobox-choose`, its detail the option.
 * @param {HTMLInputElement} input
 */
export function combobox(input) {
  const list = document.getElementById(input.getAttribute("list") ?? "");
  if (input.dataset.enhanced || !(list || input.dataset.search)) return;
  input.dataset.enhanced = "true";
  input.removeAttribute("list");
  const given = [...(list?.querySelectorAll("option") ?? [])];
  const options = given.map((each) => option(each.value, each.getAttribute("label") ?? ""));
  const { box, said } = built(input);
  const told = new Teller(said, QUIET);
  const several = input.dataset.several ?? "";
  let shown = [];
  let active = -1;
  let timer = 0;
  let asking = new AbortController();
  let chosen = false;

  const cut = () => (several ? input.value.lastIndexOf(several) + 1 : 0);
  const written = () => input.value.slice(cut()).trim();

  function mark(place) {
    active = place;
    for (const [at, each] of [...box.children].entries()) each.setAttribute("aria-selected", String(at === place));
    if (place < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", box.children[place].id);
    return box.children[place].scrollIntoView({ block: "nearest" });
  }

  function open(is) {
    box.hidden = !is;
    input.setAttribute("aria-expanded", String(is));
  }

  function show(found) {
    if (document.activeElement !== input) return;
    shown = found.slice(0, MOST);
    box.replaceChildren(...shown.map((each, place) => row(each, `${box.id}-${place}`)));
    mark(-1);
    open(shown.length > 0);
    told.soon(
      shown.length ? (input.dataset.count ?? "#").replace("#", String(found.length)) : (input.dataset.none ?? ""),
    );
  }

  function close() {
    asking.abort();
    clearTimeout(timer);
    mark(-1);
    open(false);
    told.now("");
  }

  function look() {
    asking.abort();
    clearTimeout(timer);
    const found = matching(options, written());
    show(found);
    if (written().length < 2 || !input.dataset.search) return;
    if (found.length < FEW || input.dataset.of) timer = setTimeout(ask, WAIT, found);
  }

  async function ask(found) {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const results = await asked(input, written(), signal);
      if (!signal.aborted && active < 0) show(merged(found, results));
    } catch {
      // without the service the list is all there is
    }
  }

  function move(to) {
    if (box.hidden) look();
    if (shown.length) mark((to + shown.length) % shown.length);
  }

  function choose(place) {
    const option = shown[place];
    const before = input.value.slice(0, cut());
    input.value = before + (before ? " " : "") + option.value;
    chosen = true;
    close();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    chosen = false;
    input.dispatchEvent(new CustomEvent("combobox-choose", { bubbles: true, detail: option }));
  }

  /** Whether a key was for the list, and not for the field or the page. */
  function key(name) {
    if (name === "ArrowDown") move(active + 1);
    else if (name === "ArrowUp") move(active < 0 ? -1 : active - 1);
    else if (box.hidden) return false;
    else if (name === "Escape") close();
    else if (active < 0) return false;
    else if (name === "Enter") choose(active);
    else if (name === "ArrowLeft" || name === "ArrowRight") mark(-1);
    else if (name === "Home") mark(0);
    else if (name === "End") mark(shown.length - 1);
    else return false;
    return active >= 0 || name === "Escape" || name === "Enter"; // the field moves its own caret
  }

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (key(event.altKey && event.key === "ArrowUp" ? "Escape" : event.key)) event.preventDefault();
  });
  input.addEventListener("input", () => chosen || look());
  input.addEventListener("click", () => box.hidden && look());
  input.addEventListener("blur", close);
  box.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  box.addEventListener("click", (event) => {
    const place = [...box.children].indexOf(event.target.closest("[role=option]"));
    if (place >= 0) choose(place);
  });
}

/** The list and what is said of it, around a field that becomes a combobox. */
function built(input) {
  const box = document.createElement("ul");
  const said = document.createElement("span");
  const around = document.createElement("div");
  box.id = `options-${++number}`;
  box.setAttribute("role", "listbox");
  box.hidden = true;
  const label = input.labels?.[0];
  if (label) {
    label.id ||= `label-of-${box.id}`;
    box.setAttribute("aria-labelledby", label.id);
  }
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  around.className = "combobox";
  input.replaceWith(around);
  around.append(input, box, said);
  const states = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": box.id };
  for (const [name, value] of Object.entries({ ...states, autocomplete: "off" })) input.setAttribute(name, value);
  return { box, said };
}

function row(each, id) {
  const made = document.createElement("li");
  made.id = id;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  made.textContent = each.shown;
  return made;
}

for (const each of document.querySelectorAll("input[data-combobox]")) combobox(each);
