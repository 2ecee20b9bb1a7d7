// Reads what is shown from the list of the page, so that the drawing cannot show anything else.

/**
 * @typedef {{iri: string, label: string, kind: string, said: string, colour: number, shape: number, degree: number,
 *   open: boolean, told: HTMLElement, steps: {name: string, inward: boolean, to: string, said: string}[]}} Thing
 * @typedef {{source: string, target: string, property: string, name: string}} Line
 */

/**
 * The things of the list in its order, and the lines between them.
 * @param {ParentNode} page
 * @returns {{things: Map<string, Thing>, lines: Line[], steps: string[]}}
 */
export function readGraph(page) {
  const things = new Map();
  const lines = [];
  for (const item of page.querySelectorAll("#explore-list li[data-thing]")) {
    const { thing: iri, label, kind, colour, shape, degree, open } = item.dataset;
    const steps = [];
    for (const relation of item.querySelectorAll("li[data-line]")) {
      const { line: property, name, inward } = relation.dataset;
      for (const link of relation.querySelectorAll("a[data-to]")) {
        const to = link.dataset.to;
        steps.push({ name, inward: inward !== undefined, to, said: link.textContent });
        if (inward === undefined) lines.push({ source: iri, target: to, property, name });
      }
    }
    things.set(iri, {
      iri,
      label,
      kind,
      said: item.querySelector("summary .small").textContent,
      colour: Number(colour),
      shape: Number(shape),
      degree: Number(degree),
      open: open !== undefined,
      told: item.querySelector(".explore-told"),
      steps,
    });
  }
  const steps = page.querySelector("#explore-steps")?.dataset.steps.split(" ") ?? [];
  return { things, lines, steps: steps.length > 2 || steps.length === 2 ? steps : [] };
}
