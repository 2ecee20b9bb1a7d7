// How things and lines look in the drawing: colours from the style sheet of the page, shapes by kind.
const SHAPES = ["ellipse", "round-rectangle", "diamond", "hexagon", "triangle", "pentagon", "octagon"];
const LONGEST = 44;

/** Colours and lines, as the style sheet of the page has them in light or dark. */
export function dress() {
  const css = getComputedStyle(document.documentElement);
  const value = (name) => css.getPropertyValue(name).trim();
  const [back, fore, line, mark] = ["back", "fore", "line", "mark"].map((name) => value(`--explore-${name}`));
  const text = { color: fore, "text-background-color": back, "text-background-opacity": 0.85 };
  return [
    {
      selector: "node",
      style: {
        ...text,
        label: "data(label)",
        shape: "data(shape)",
        "background-color": (node) => value(`--k${node.data("colour")}`),
        width: "data(size)",
        height: "data(size)",
        "font-size": 17,
        "font-family": "system-ui, sans-serif",
        "text-wrap": "wrap",
        "text-max-width": 150,
        "text-valign": "bottom",
        "text-margin-y": 3,
        "text-background-padding": 1,
        "min-zoomed-font-size": 6,
      },
    },
    { selector: "node[?open]", style: { "border-width": 3, "border-color": fore } },
    {
      selector: "edge",
      style: {
        width: 1.2,
        "line-color": line,
        "target-arrow-color": line,
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.8,
        "curve-style": "bezier",
      },
    },
    { selector: "node.far", style: { opacity: 0.7 } },
    { selector: "edge.far", style: { opacity: 0.3 } },
    {
      selector: "edge.near, edge.way",
      style: {
        ...text,
        width: 2.4,
        label: "data(name)",
        "font-size": 14,
        "z-index": 5,
      },
    },
    { selector: "node.near", style: { "z-index": 6 } },
    {
      selector: ".way",
      style: { "line-color": mark, "target-arrow-color": mark, "border-color": mark, "border-width": 4 },
    },
    {
      selector: "node.chosen",
      style: { "border-color": mark, "border-width": 5, "z-index": 9 },
    },
  ];
}

/** What the style of a thing depends on. */
export function looks(thing) {
  const label =
    thing.label.length > LONGEST ? `${thing.label.slice(0, LONGEST).replace(/\s+\S*$/, "")} …` : thing.label;
  const size = Math.round(22 + 4 * Math.log2(1 + thing.degree));
  return { label, colour: thing.colour, shape: SHAPES[thing.shape], size, open: thing.open };
}
