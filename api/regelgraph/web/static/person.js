/* The page on one person: after every answer the verdict and the reasoning are fetched and put in their places. */
import { combobox } from "./combobox.js";
import { Teller } from "./telling.js";

const WAIT = 350;
const DENIED = 401;
const form = document.getElementById("person");
const said = document.getElementById("said");
const told = new Teller(said);
let timer = 0;
let asking = new AbortController();
let last = "";
let replacing = false;
let wrongs = [];

/**
 * Asks for the answer to what is filled in. Everything is sent in the body; the address stays as it is.
 * @param {string} to one of the addresses that the form has for this
 * @returns {Promise<Document|null>} null where a later answer has been asked for
 */
async function fetched(to) {
  asking.abort();
  clearTimeout(timer);
  asking = new AbortController();
  const { signal } = asking;
  try {
    const body = filled();
    const answer = await fetch(to, { method: "POST", body, signal, headers: { Accept: "text/html" } });
    if (answer.status === DENIED) return say(form.dataset.denied, true);
    if (!answer.ok) throw new Error(String(answer.status));
    const text = await answer.text();
    return signal.aborted ? null : new DOMParser().parseFromString(text, "text/html");
  } catch (error) {
    if (error.name !== "AbortError") say(form.dataset.failed, true);
    return null;
  }
}

/** What is filled in, as it is sent. */
function filled() {
  return new URLSearchParams(new FormData(form));
}

/** Says something shortly; what is wrong is seen, too, and with it no answer to what was filled in before. */
function say(words, wrong) {
  form.removeAttribute("aria-busy");
  form.toggleAttribute("data-stale", wrong);
  said.className = wrong ? "notice failed" : "visually-hidden";
  if (wrong) said.dataset.tone = "error";
  if (wrong) told.now(words);
  else told.soon(words);
}

/** What is new of what is wrong with fields, whose messages stand beside them, where the focus is no longer. */
function mistakes() {
  const before = wrongs;
  wrongs = [...form.querySelectorAll('.state[data-wrong="true"]')].map((state) => {
    const label = form.querySelector(`label[for="fact-${state.dataset.field}"]`);
    return `${label?.textContent ?? ""}: ${state.querySelector(".error").textContent}.`;
  });
  return wrongs.filter((each) => !before.includes(each));
}

/** Puts every part of an answer in the place of the one of the same name; focus and opened details stay. */
async function update() {
  const now = String(filled());
  clearTimeout(timer);
  const asked = document.getElementById("asked");
  if (asked.dataset.round !== (filled().get(form.querySelector("[data-round]").name) ?? "")) return other();
  if (now === last && !form.hasAttribute("data-stale")) {
    asking.abort(); // what is on its way is about what has been taken back
    return settled();
  }
  form.setAttribute("aria-busy", "true");
  const found = await fetched(form.dataset.live);
  if (!found) return null;
  last = now;
  for (const part of found.querySelectorAll("[data-live]")) swap(part);
  return settled();
}

/** Another round has other fields: all that follows the choice is replaced, once it is about all that is filled in. */
async function other() {
  form.setAttribute("aria-busy", "true");
  const now = String(filled());
  const found = await fetched(form.dataset.whole);
  const part = found?.getElementById("asked");
  if (!part) return null;
  if (String(filled()) !== now) return other();
  const old = document.getElementById("asked");
  const { id, selectionStart: caret } = old.contains(document.activeElement) ? document.activeElement : {};
  replacing = true; // a field that goes while it has the focus tells of a change
  old.replaceWith(document.importNode(part, true));
  replacing = false;
  last = now;
  settled();
  const focused = id && document.getElementById(id);
  focused?.focus({ preventScroll: true });
  if (caret >= 0) focused?.setSelectionRange?.(caret, caret);
  return focused;
}

function swap(part) {
  const old = document.getElementById(part.id);
  if (!old || old.isEqualNode(part)) return;
  const fresh = document.importNode(part, true);
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  for (const each of old.querySelectorAll("details[data-touched]")) {
    const twin = fresh.querySelector(`#${CSS.escape(each.id)}`);
    if (twin) Object.assign(twin, { open: each.open }).dataset.touched = "true";
  }
  old.replaceWith(fresh);
  if (focused) (document.getElementById(focused) ?? fresh).focus({ preventScroll: true });
  const field = fresh.dataset.field && document.getElementById(`fact-${fresh.dataset.field}`);
  if (field) field.setAttribute("aria-invalid", fresh.dataset.wrong);
}

function settled() {
  say([...mistakes(), document.getElementById("verdict")?.dataset.said ?? ""].join(" "), false);
  ready();
}

/** What only a script can do is offered. */
function ready() {
  for (const each of form.querySelectorAll("input[data-combobox]")) combobox(each);
  for (const each of form.querySelectorAll("[data-print]")) each.hidden = false;
}

/**
 * The page in another language, in the place of this one: no earlier page with less in it is left behind to go back to.
 * The form itself stays, and with it all that listens to it.
 */
async function translated(to) {
  const found = await fetched(to);
  const fresh = found?.getElementById("person");
  if (!fresh) return;
  for (const { name, value } of fresh.attributes) form.setAttribute(name, value);
  form.replaceChildren(...fresh.childNodes);
  fresh.replaceWith(form);
  said.textContent = "";
  found.getElementById("said").replaceWith(said);
  document.documentElement.lang = found.documentElement.lang;
  document.title = found.title;
  document.body.replaceChildren(...found.body.childNodes);
  last = String(filled());
  document.getElementById("main").focus();
  settled();
}

/** Focuses the first control of a field. */
function go(field) {
  const controls = [...field.querySelectorAll("input, select")];
  const control = controls.find((each) => each.checked) ?? controls[0];
  field.scrollIntoView({ block: "center" });
  control?.focus({ preventScroll: true });
}

form.addEventListener("input", (event) => {
  told.hold();
  if (event.target.type === "text") {
    form.setAttribute("aria-busy", "true");
    clearTimeout(timer);
    timer = setTimeout(update, WAIT);
  }
});
form.addEventListener("change", (event) => {
  if (replacing) return;
  if ("round" in event.target.dataset) other();
  else update();
});
form.addEventListener("submit", async (event) => {
  const { submitter } = event;
  if (submitter?.hasAttribute("formaction") && !submitter.closest(".languages")) return; // a copy to keep
  event.preventDefault();
  if (submitter?.closest(".languages")) return translated(submitter.formAction);
  if (document.getElementById("verdict")) await update();
  else await other();
  document.getElementById("verdict")?.focus();
});
form.addEventListener("reset", (event) => {
  event.preventDefault();
  for (const each of document.querySelectorAll("#fields input[type=text]")) each.value = "";
  for (const each of document.querySelectorAll("#fields input[type=radio][value='']")) each.checked = true;
  for (const each of document.querySelectorAll("#fields select")) each.value = "";
  other();
});
form.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-next], a[data-opens]");
  const target = link && document.getElementById(link.hash.slice(1));
  if (target) {
    event.preventDefault();
    if (target.tagName === "DETAILS") {
      target.open = true;
      target.querySelector("summary").focus();
    } else go(target);
  }
  if (event.target.closest("[data-print]")) window.print();
  const summary = event.target.closest("summary");
  if (summary) summary.parentElement.dataset.touched = "true";
});
window.addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll("#reasoning details")) each.open = true;
});
ready();
