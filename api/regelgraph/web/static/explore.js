// The page of connections: what is shown stands in the address, the server answers with it as a list, and the drawing,
// the selection and the panel follow that list. Without this script the list does all of it, page by page.
import { combobox } from "./combobox.js";
import { Drawing } from "./explore-drawing.js";
import { readGraph } from "./explore-graph.js";
import { Tree } from "./explore-tree.js";
import { Teller } from "./telling.js";

const root = document.getElementById("explore");
const form = document.getElementById("explore-form");
const board = document.getElementById("explore-board");
const panel = document.getElementById("explore-panel");
const heading = document.getElementById("explore-chosen");
const status = document.getElementById("explore-status");
const told = new Teller(status);
const needs = document.getElementById("explore-needs");
const find = document.getElementById("explore-find");
const REPLACED = ["#explore-hits", ".explore-filter", ".explore-way", "#explore-list"];

const unchosen = [...panel.childNodes];
let graph = readGraph(document);
let drawing = null;
let chosen = "";
let turn = 0;

const tree = new Tree(document.getElementById("explore-tree"), {
  choose: (iri) => choose(iri, "tree"),
  toggle: (iri) => follow(iri, ["open", "close"]),
  remove: (iri) => follow(iri, ["hide"]),
});

/** Shows a thing in the panel, the drawing and the tree; `from` is the one of them that already shows it. */
function choose(iri, from) {
  const thing = graph.things.get(iri);
  chosen = thing ? iri : "";
  heading.textContent = thing ? thing.label : heading.dataset.nothing;
  if (thing) {
    const kind = document.createElement("p");
    kind.className = "small";
    kind.textContent = thing.said;
    panel.replaceChildren(kind, ...thing.told.cloneNode(true).childNodes);
  } else panel.replaceChildren(...unchosen);
  if (from !== "drawing") drawing?.choose(chosen);
  if (from !== "tree") tree.choose(chosen);
  if (from && thing) told.soon(from === "tree" ? thing.said : `${thing.label}, ${thing.said}`);
  board.dataset.chosen = chosen;
}

/** Follows the first of some links of a thing: what they lead to is shown next. */
function follow(iri, keys) {
  const links = keys.map((key) => graph.things.get(iri)?.told.querySelector(`a[data-go="${key}"]`));
  const link = links.find(Boolean);
  if (link) go(link.href, iri);
}

/** Shows what is at an address of this page; `focus` is the thing that is chosen then. */
async function go(address, focus = chosen, remember = true) {
  const mine = ++turn;
  root.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
    if (!answer) return mine === turn && say(status.dataset.failed, true); // what is drawn stays
    if (!answer.ok) throw new Error(`${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== turn) return;
    if (remember) history.pushState(null, "", address);
    take(page, focus);
  } catch {
    if (mine === turn) location.assign(address);
  } finally {
    if (mine === turn) root.removeAttribute("aria-busy");
  }
}

/** Puts the parts of another answer in the place of those of this one, and keeps the focus where it was. */
function take(page, focus) {
  const active = document.activeElement;
  const again = places(active);
  for (const part of REPLACED) {
    const old = root.querySelector(part);
    const made = page.querySelector(part);
    if (old.matches("details")) made.open = old.open;
    old.replaceWith(document.adoptNode(made));
  }
  for (const old of form.querySelectorAll("input[type=hidden]")) old.remove();
  form.prepend(
    ...[...page.querySelectorAll("#explore-form input[type=hidden]")].map((each) => document.adoptNode(each)),
  );
  for (const link of document.querySelectorAll("a[hreflang]"))
    link.href = page.querySelector(`a[hreflang="${link.hreflang}"]`)?.getAttribute("href") ?? link.href;
  if (!active?.isConnected)
    again
      .map((each) => root.querySelector(each))
      .find(Boolean)
      ?.focus();
  document.title = page.title;
  draw(focus);
  say(document.getElementById("explore-list").dataset.said, false);
}

/** Says what came of it; that the service does not answer is seen, too. */
function say(words, wrong) {
  status.className = wrong ? "notice" : "visually-hidden";
  if (wrong) status.dataset.tone = "error";
  told.now(words);
}

/** Where the focus is to be when what has it is replaced: on its like, on the same thing, else where the list begins. */
function places(active) {
  const { id, name, value } = active ?? {};
  const thing = active?.closest("[data-thing]")?.dataset.thing;
  const found = ["#explore-list-title"];
  if (thing) found.unshift(`[data-thing="${CSS.escape(thing)}"] > details > summary`);
  if (name && value) found.unshift(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
  if (id) found.unshift(`#${CSS.escape(id)}`);
  return found;
}

function draw(focus) {
  graph = readGraph(document);
  board.dataset.things = graph.things.size;
  board.dataset.lines = graph.lines.length;
  drawing?.show(graph, focus);
  tree.show(graph, focus);
  choose(graph.things.has(focus) ? focus : "");
}

/** The address of what the form asks for: kinds that are not ticked are left out, others may come. */
function asked() {
  const given = new FormData(form);
  const left = given.getAll("offered").filter((kind) => !given.getAll("kind").includes(kind));
  given.delete("offered");
  given.delete("kind");
  for (const kind of left) given.append("without", kind);
  const filled = [...given].filter(([, value]) => value);
  return `${form.action}?${new URLSearchParams(filled)}`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(asked());
});
root.addEventListener("change", (event) => {
  const ends = [...form.querySelectorAll("select[name=end]")].filter((each) => each.value).length;
  if (event.target.matches("input[name=kind]") || (event.target.matches("select[name=end]") && ends !== 1)) go(asked());
});
root.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a[data-go]");
  const other = event.target.closest("#explore-panel a[data-to]");
  const view = event.target.closest("button[data-view]");
  if (link) {
    event.preventDefault();
    const within = link.closest("[data-thing]")?.dataset.thing ?? (panel.contains(link) ? chosen : "");
    go(link.href, within);
    if (panel.contains(link)) heading.focus();
  } else if (other && graph.things.has(other.dataset.to)) {
    event.preventDefault();
    choose(other.dataset.to);
    heading.focus();
  } else if (view) drawing?.view(view.dataset.view);
});
addEventListener("popstate", () => go(location.href, chosen, false));

find.addEventListener("combobox-choose", ({ detail: { iri } }) => {
  find.value = "";
  const address = new URL(asked());
  if (![...address.searchParams.keys()].includes("node")) address.searchParams.set("start", "yes");
  const nodes = address.searchParams.getAll("node").filter((each) => each !== iri);
  address.searchParams.delete("node");
  for (const node of [...nodes, iri].slice(-root.dataset.most)) address.searchParams.append("node", node);
  go(address.href, iri);
});

async function begin() {
  const element = document.getElementById("explore-drawing");
  board.hidden = false;
  try {
    drawing = await Drawing.load(element, root.dataset.parts.split(" "), {
      choose: (iri) => choose(iri, "drawing"),
      toggle: (iri) => follow(iri, ["open", "close"]),
    });
    needs.remove();
    root.dataset.live = "";
    if (matchMedia("(max-width: 40rem)").matches) root.querySelector(".explore-filter").open = false;
    draw(chosen);
    board.dataset.drawn = "";
  } catch (error) {
    board.hidden = true;
    throw error;
  }
}

combobox(find);
heading.tabIndex = -1;
if ("waits" in needs.dataset) requestAnimationFrame(() => setTimeout(begin));
