/* What the editor of /sparql suggests: prefixes of the knowledge, and its classes and properties, asked of the endpoint. */

const QUERIES = {
  class: "SELECT DISTINCT ?term WHERE { [] a ?term FILTER(isIRI(?term)) } ORDER BY ?term",
  property: "SELECT DISTINCT ?term WHERE { [] ?term [] } ORDER BY ?term",
};

/**
 * Has the editor suggest what is in this knowledge, and ask no other host.
 * @param {object} Yasqe the editor's class
 * @param {string} endpoint the address that is asked
 * @param {Record<string, string>} prefixes namespaces by prefix
 * @returns {string[]} the names of what suggests
 */
export function register(Yasqe, endpoint, prefixes) {
  const nothing = () => undefined; // no place in the browser's storage
  const listed = Object.entries(prefixes).map(([name, namespace]) => `${name}: <${namespace}>`);
  const kept = { persistenceId: nothing, bulk: true, autoShow: true };
  Yasqe.forkAutocompleter("prefixes", { name: "prefixes", ...kept, get: () => Promise.resolve(listed.sort()) });
  for (const [name, query] of Object.entries(QUERIES)) {
    const fits = Yasqe.Autocompleters[name].isValidCompletionPosition;
    Yasqe.forkAutocompleter(name, {
      name,
      ...kept,
      get: () => terms(endpoint, query),
      // Nothing where nothing is written yet: Enter would take the first suggestion instead of beginning a line.
      isValidCompletionPosition: (editor) => editor.getCompleteToken().string.trim() !== "" && fits(editor),
    });
  }
  return ["prefixes", "variables", ...Object.keys(QUERIES)];
}

/** The IRIs that a query gives; none where there is no answer, as all but suggestions works without them. */
async function terms(endpoint, query) {
  const address = `${endpoint}?${new URLSearchParams({ query })}`;
  try {
    const answer = await fetch(address, { headers: { Accept: "application/sparql-results+json" } });
    return answer.ok ? (await answer.json()).results.bindings.map((row) => row.term.value) : [];
  } catch {
    return [];
  }
}
