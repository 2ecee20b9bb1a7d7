// A field that offers what the search of the service finds (Combobox Pattern of the ARIA Authoring Practices Guide).
const PAUSE = 200;
const MOST = 8;

/**
 * Makes a field a combobox; `took` gets the IRI of what is chosen. Where nothing is chosen the form sends the text.
 * @param {HTMLInputElement} input
 * @param {HTMLUListElement} list
 * @param {(iri: string) => void} took
 */
export function findField(input, list, took) {
  let waiting = 0;
  let turn = 0;
  let at = -1;
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-expanded", "false"],
    ["aria-controls", list.id],
  ])
    input.setAttribute(name, value);

  const close = () => {
    turn += 1;
    clearTimeout(waiting);
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (place) => {
    at = (place + list.children.length) % list.children.length;
    for (const [number, item] of [...list.children].entries())
      item.setAttribute("aria-selected", String(number === at));
    list.children[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const take = (item) => {
    input.value = "";
    close();
    took(item.dataset.iri);
  };
  const offer = async () => {
    const mine = ++turn;
    const text = input.value.trim();
    if (text.length < 2) return close();
    const answer = await fetch(`${input.dataset.search}?${new URLSearchParams({ q: text, limit: String(MOST) })}`, {
      headers: { accept: "application/json" },
    });
    if (mine !== turn || !answer.ok) return;
    const { results } = await answer.json();
    if (mine !== turn) return;
    if (!results.length) return close();
    list.replaceChildren(
      ...results.map((result, number) => {
        const item = document.createElement("li");
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.id = `${list.id}-${number}`;
        item.dataset.iri = result.iri;
        item.textContent = result.label[document.documentElement.lang] ?? result.label.de;
        return item;
      }),
    );
    at = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => offer().catch(close), PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (event.key === "ArrowDown" && open) mark(at + 1);
    else if (event.key === "ArrowUp" && open) mark(at < 0 ? -1 : at - 1);
    else if (event.key === "Enter" && open && at >= 0) take(list.children[at]);
    else if (event.key === "Escape" && open) close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) take(item);
  });
  input.addEventListener("blur", close);
}
