// The keyboard's way into the drawing: a tree of things, below each its neighbours, as deep as somebody opens it
// (Tree View Pattern of the ARIA Authoring Practices Guide).

/** Milliseconds after which typing begins anew; time in which the page draws, and takes no keys, does not count. */
const PAUSE = 1000;

/** Things as a tree. `on` says what happens: `choose`, `toggle` (Enter) and `remove` (Delete), each with an IRI. */
export class Tree {
  #element;
  #on;
  #graph = { things: new Map() };
  #typed = "";
  #when = 0;

  constructor(element, on) {
    this.#element = element;
    this.#on = on;
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("click", (event) => {
      const item = event.target.closest("[role=treeitem]");
      if (item) this.#at(item);
    });
    element.addEventListener("dblclick", (event) => {
      const item = event.target.closest("[role=treeitem]");
      if (item) on.toggle(item.dataset.iri);
    });
  }

  /** Shows another graph; the thing of an IRI is the one that the next Tab leads to. */
  show(graph, iri) {
    const focused = this.#element.contains(document.activeElement);
    this.#graph = graph;
    this.#element.replaceChildren(...[...graph.things.values()].map((thing) => this.#item(thing.iri, thing.label)));
    const item = this.#top(iri) ?? this.#element.firstElementChild;
    if (!item) return;
    item.tabIndex = 0;
    if (focused) this.#at(item);
  }

  /** Marks a thing that was chosen elsewhere. */
  choose(iri) {
    const current = this.#element.querySelector("[tabindex='0']");
    if (current?.dataset.iri === iri) this.#mark(current);
    else this.#mark(this.#top(iri));
    const item = this.#element.querySelector("[aria-selected=true]");
    if (item) {
      const box = this.#element.getBoundingClientRect();
      const { top, bottom } = item.firstElementChild.getBoundingClientRect();
      if (top < box.top) this.#element.scrollTop -= box.top - top;
      if (bottom > box.bottom) this.#element.scrollTop += bottom - box.bottom;
    }
  }

  #top(iri) {
    return [...this.#element.children].find((each) => each.dataset.iri === iri);
  }

  #item(iri, text) {
    const item = document.createElement("li");
    item.setAttribute("role", "treeitem");
    item.setAttribute("aria-selected", "false");
    item.tabIndex = -1;
    item.dataset.iri = iri;
    const name = document.createElement("span");
    name.textContent = text;
    item.append(name);
    if (this.#graph.things.get(iri)?.steps.length) item.setAttribute("aria-expanded", "false");
    return item;
  }

  #mark(item) {
    for (const each of this.#element.querySelectorAll("[aria-selected=true]")) each.ariaSelected = "false";
    if (!item) return;
    for (const each of this.#element.querySelectorAll("[tabindex='0']")) each.tabIndex = -1;
    item.ariaSelected = "true";
    item.tabIndex = 0;
  }

  #at(item) {
    this.#mark(item);
    item.focus({ preventScroll: false });
    this.#on.choose(item.dataset.iri);
  }

  #open(item, open) {
    item.setAttribute("aria-expanded", String(open));
    item.querySelector("ul")?.remove();
    if (!open) return;
    const list = document.createElement("ul");
    list.setAttribute("role", "group");
    for (const step of this.#graph.things.get(item.dataset.iri).steps)
      list.append(this.#item(step.to, `${step.inward ? "←" : "→"} ${step.name}: ${step.said}`));
    item.append(list);
  }

  #key(event) {
    const item = event.target.closest("[role=treeitem]");
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = [...this.#element.querySelectorAll("[role=treeitem]")];
    const place = all.indexOf(item);
    const parent = item.parentElement.closest("[role=treeitem]");
    const state = item.getAttribute("aria-expanded");
    const moves = {
      ArrowDown: () => all[place + 1],
      ArrowUp: () => all[place - 1],
      Home: () => all[0],
      End: () => all.at(-1),
      ArrowLeft: () => (state === "true" ? this.#open(item, false) : parent),
      ArrowRight: () => (state === "false" ? this.#open(item, true) : item.querySelector("[role=treeitem]")),
      Enter: () => this.#on.toggle(item.dataset.iri),
      " ": () => this.#on.choose(item.dataset.iri),
      Delete: () => this.#on.remove(item.dataset.iri),
    };
    const goesOn = this.#typed && event.timeStamp - this.#when < PAUSE;
    if (!goesOn) this.#typed = "";
    const typed = event.key.length === 1 && (event.key !== " " || goesOn);
    const move = typed ? () => this.#named(all, place, event.key) : moves[event.key];
    if (!move) return;
    event.preventDefault();
    const to = move();
    if (to) this.#at(to);
    this.#free();
  }

  /** From now on a pause is the reader's: once what was chosen is drawn, too. */
  #free() {
    this.#when = performance.now();
    requestAnimationFrame(() => setTimeout(() => (this.#when = performance.now())));
  }

  /** The next item whose text begins with what was typed just now. */
  #named(all, place, letter) {
    this.#typed += letter;
    const from = this.#typed.length > 1 ? place : place + 1;
    const sought = this.#typed.toLocaleLowerCase();
    const fits = (each) => each.firstElementChild.textContent.toLocaleLowerCase().startsWith(sought);
    return [...all.slice(from), ...all.slice(0, from)].find(fits);
  }
}
