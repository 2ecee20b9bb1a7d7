/* Shows, while words are typed, only the entries of a list that have all of them; without it the server does that. */

import { fold } from "./combobox-options.js";
import { Teller } from "./telling.js";

const TYPED = 120;
const TOLD = 500;

/** Hide the entries without all the words, and groups without an entry; how many are left. @param {HTMLElement} list @param {string} typed */
function narrow(list, typed) {
  const words = typed.split(/\s+/u).map(fold).filter(Boolean);
  for (const entry of list.querySelectorAll("[data-words]")) {
    entry.hidden = !words.every((word) => entry.dataset.words.includes(word));
  }
  for (const group of list.querySelectorAll("section")) {
    group.hidden = !group.querySelector("[data-words]:not([hidden])");
  }
  return list.querySelectorAll("[data-words]:not([hidden])").length;
}

for (const form of document.querySelectorAll("form[data-filter]")) {
  const list = document.getElementById(form.dataset.filter);
  const field = form.querySelector("input[type=search]");
  const status = form.querySelector("[role=status]");
  const told = new Teller(status, TOLD);
  if (new URLSearchParams(location.search).get(field.name)) continue; // the server left entries out
  let waiting = 0;
  const apply = () => {
    const left = narrow(list, field.value);
    if (!field.value.trim()) told.now("");
    else told.soon(left ? status.dataset.some.replace("%", left) : status.dataset.none);
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, TYPED);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
}
