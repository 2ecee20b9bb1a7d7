// The choices of a column as a web form needs them, in German and English, from JSON-LD.
//     node choices.mjs http://127.0.0.1:8000 contact_status
import jsonld from "jsonld";

const names = "https://w3id.org/regelgraph/";
const [service, column] = [process.argv[2].replace(/\/$/, ""), process.argv[3]];

// Names are looked up at the service. What comes is JSON: keys are words, texts are maps by language.
const lookUp = async (name) => {
  const address = name.replace(names, `${service}/`);
  const response = await fetch(address, { headers: { accept: "application/ld+json" } });
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  return response.json();
};
// Documents carry their context, so that nothing else is ever fetched. To be sure of that:
const options = {
  documentLoader: (url) => {
    throw new Error(`${url} is not needed`);
  },
};

const fact = await lookUp(`${names}id/fact/${column}`);
console.log(`${fact.column}: ${fact.prefLabel.de} | ${fact.prefLabel.en}`);

// Following a link: the fact names the list of codes that its column takes.
const list = await lookUp(fact.codeList);

// Framing: of all that the document knows, the codes of this list, each with what hangs on it.
const frame = { "@context": list["@context"], type: "Concept", inScheme: { id: list.id, "@embed": "@never" } };
const { "@graph": codes } = await jsonld.frame(list, frame, options);
for (const code of codes) console.log(`  ${code.notation}: ${code.prefLabel.de} | ${code.prefLabel.en}`);

// Expanding: full names in place of words, for what is to be joined with other people's data.
const [expanded] = await jsonld.expand(fact, options);
console.log(`It stands for ${expanded[`${names}def/property`][0]["@id"]}`);
