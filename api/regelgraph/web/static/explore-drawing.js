// The drawing of connections, by Cytoscape with the layout fcose: the same things give the same picture.
import { dress, looks } from "./explore-style.js";

/** The zoom below which names are too small to be read: then what was opened is shown, else all at first. */
const LEAST = 0.55;
const CYTOSCAPE = /cytoscape\.js$/;

/** A script of another project, which speaks in global names. */
function script(address) {
  return new Promise((done, failed) => {
    const element = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed });
    document.head.append(element);
  });
}

/** A drawing in an element. `on.choose` and `on.toggle` hear of clicks and double clicks on things, with their IRIs. */
export class Drawing {
  #cy;
  #element;

  /** Loads the parts and makes an empty drawing. */
  static async load(element, parts, on) {
    const [{ default: cytoscape }] = await Promise.all([
      import(parts.find((part) => CYTOSCAPE.test(part))),
      (async () => {
        for (const part of parts.filter((each) => !CYTOSCAPE.test(each))) await script(part);
      })(),
    ]);
    cytoscape.use(globalThis.cytoscapeFcose);
    return new Drawing(element, cytoscape, on);
  }

  constructor(element, cytoscape, on) {
    this.#element = element;
    this.#cy = cytoscape({ container: element, minZoom: 0.15, maxZoom: 3, boxSelectionEnabled: false, style: [] });
    this.#cy.on("onetap", "node", (event) => on.choose(event.target.id()));
    this.#cy.on("dbltap", "node", (event) => on.toggle(event.target.id()));
    this.#cy.on("tap", (event) => event.target === this.#cy && on.choose(""));
    this.#cy.style(dress());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#cy.style(dress()));
    new ResizeObserver(() => this.#cy.resize()).observe(element);
  }

  /** Shows a graph: what stays keeps its place, what is new finds one near what it is connected with. */
  show(graph, focus) {
    const cy = this.#cy;
    const first = cy.nodes().empty();
    const ids = new Set([...graph.things.keys(), ...graph.lines.map(lineId)]);
    cy.batch(() => {
      cy.elements()
        .filter((each) => !ids.has(each.id()))
        .remove();
      const all = [...graph.things.values()];
      for (const [place, thing] of all.entries()) {
        const data = { ...looks(thing), id: thing.iri };
        const known = cy.getElementById(thing.iri);
        if (known.nonempty()) known.data(data).removeClass("new");
        else cy.add({ data, classes: "new", position: this.#near(thing, place, all.length, first) });
      }
      for (const line of graph.lines)
        if (cy.getElementById(lineId(line)).empty())
          cy.add({ data: { id: lineId(line), source: line.source, target: line.target, name: line.name } });
      cy.elements().removeClass("way");
      for (const [place, iri] of graph.steps.entries()) {
        cy.getElementById(iri).addClass("way");
        const next = graph.steps[place + 1];
        if (next) cy.getElementById(iri).edgesWith(cy.getElementById(next)).addClass("way");
      }
    });
    this.#element.dataset.things = cy.nodes().length;
    this.#element.dataset.lines = cy.edges().length;
    if (cy.nodes(".new").nonempty()) this.#arrange(first);
    else this.choose(focus);
  }

  /** Marks a thing and its neighbours, and brings it into view. */
  choose(iri) {
    const cy = this.#cy;
    const node = iri ? cy.getElementById(iri) : cy.collection();
    cy.batch(() => {
      cy.elements().removeClass("chosen near far");
      if (node.empty()) return;
      node.addClass("chosen");
      node.closedNeighborhood().addClass("near");
      cy.elements().not(node.closedNeighborhood()).addClass("far");
    });
    this.#element.dataset.chosen = node.nonempty() ? iri : "";
    if (node.nonempty()) this.#reveal(node);
  }

  /** Zooms `in`, `out`, or so that all fits. */
  view(how) {
    const cy = this.#cy;
    if (how === "fit") return cy.fit(undefined, 24);
    const middle = { x: cy.width() / 2, y: cy.height() / 2 };
    cy.zoom({ level: cy.zoom() * (how === "in" ? 1.4 : 1 / 1.4), renderedPosition: middle });
  }

  #reveal(node) {
    const { x1, x2, y1, y2 } = node.renderedBoundingBox();
    if (x1 < 0 || y1 < 0 || x2 > this.#cy.width() || y2 > this.#cy.height()) this.#cy.center(node);
  }

  /** Where a thing begins: beside a neighbour that has a place, else on a circle in the order of the list. */
  #near(thing, place, count, first) {
    const angle = (2 * Math.PI * place) / count;
    const held = first
      ? null
      : thing.steps.map((step) => this.#cy.getElementById(step.to)).find((each) => each.nonempty());
    const middle = held ? held.position() : { x: 0, y: 0 };
    const radius = held ? 120 : 60 * Math.sqrt(count);
    return { x: middle.x + radius * Math.cos(angle), y: middle.y + radius * Math.sin(angle) };
  }

  #arrange(first) {
    const fixed = this.#cy.nodes().not(".new");
    const layout = this.#cy.layout({
      name: "fcose",
      quality: "proof",
      randomize: false,
      animate: false,
      fit: true,
      padding: 12,
      nodeDimensionsIncludeLabels: true,
      packComponents: false,
      nodeRepulsion: () => 6500,
      idealEdgeLength: () => 80,
      edgeElasticity: () => 0.25,
      gravity: 0.8,
      numIter: 2500,
      fixedNodeConstraint: first ? undefined : fixed.map((each) => ({ nodeId: each.id(), position: each.position() })),
    });
    layout.run();
    const open = this.#cy.nodes("[?open]");
    if (open.nonempty() && this.#cy.zoom() < LEAST) {
      this.#cy.zoom(LEAST);
      this.#cy.center();
      this.#reveal(open.last());
    }
  }
}

function lineId(line) {
  return `${line.source} ${line.property} ${line.target}`;
}
