// The rules of a funding round in German and English, with the sentences they rest on, by JSON-LD.
//     node round.mjs http://127.0.0.1:8000 win-win-2
import jsonld from "jsonld";

const names = "https://w3id.org/regelgraph/";
const [service, notation] = [process.argv[2].replace(/\/$/, ""), process.argv[3]];
const context = `${service}/context.jsonld`;

// Names are looked up at the service, and nothing but the service is asked.
const documentLoader = async (url) => {
  const address = url.replace(names, `${service}/`);
  if (!address.startsWith(`${service}/`)) throw new Error(`${url} is not of ${service}`);
  const response = await fetch(address, { headers: { accept: "application/ld+json" } });
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  return { documentUrl: url, document: await response.json() };
};

// A frame says which tree to cut out of a document; the context, that texts come as maps by language.
const look = (id, tree) => jsonld.frame(id, { "@context": context, id, ...tree }, { documentLoader });

const round = await look(`${names}id/round/${notation}`, { criteria: { "@embed": "@always" } });
console.log(JSON.stringify(round.prefLabel));
console.log(JSON.stringify(round,null,1));
