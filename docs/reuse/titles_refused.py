"""Which groups of residence titles a round refuses, by which criterion and sentences: one SPARQL query.

python titles_refused.py http://127.0.0.1:8000 win-win-2
"""

import sys
from itertools import groupby

from rdflib import Literal
from SPARQLWrapper import JSON, POST, SPARQLWrapper

QUERY = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rg: <https://w3id.org/regelgraph/def/>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?group ?titles ?example ?criterion ?sentence WHERE {
  ?round skos:notation $notation ; rg:criteria/rdf:rest*/rdf:first ?rule .
  ?rule rg:constraint [ sh:severity sh:Violation ; sh:or/rdf:rest*/rdf:first ?way ] .
  # The constraint is met in one way where the title is of none of these groups: so these it refuses.
  ?way sh:path rg:legalGroupOfTitle ; sh:not/sh:in/rdf:rest*/rdf:first ?refused .
  { SELECT ?refused (COUNT(?title) AS ?titles) (MIN(?citation) AS ?example) WHERE {
      ?title rg:legalGroup ?refused . OPTIONAL { ?title rg:citation ?citation }
    } GROUP BY ?refused }
  ?rule rg:clause ?clause ; skos:prefLabel ?criterion .
  ?clause rg:position ?position ; rg:citationLabel ?sentence .
  ?refused skos:prefLabel ?group .
  FILTER (LANG(?group) = "en" && LANG(?criterion) = "en" && LANG(?sentence) = "en")
} ORDER BY ?group ?criterion ?position
"""

service, notation = sys.argv[1].rstrip("/"), sys.argv[2]
endpoint = SPARQLWrapper(f"{service}/sparql", returnFormat=JSON)
endpoint.setMethod(POST)
# What comes from elsewhere enters a query as a literal written by a library, never as bare text.
endpoint.setQuery(QUERY.replace("$notation", Literal(notation).n3()))
answer = endpoint.queryAndConvert()
rows = [{name: cell["value"] for name, cell in row.items()} for row in answer["results"]["bindings"]]
for (group, criterion), found in groupby(rows, lambda row: (row["group"], row["criterion"])):
    sentences = list(found)
    print(f"{group}: {sentences[0]['titles']} titles such as {sentences[0]['example']}")
    print(f"  can be refused by “{criterion}”: {'; '.join(row['sentence'] for row in sentences)}")
if not rows:
    print(f"{notation}: no group of titles is refused")
