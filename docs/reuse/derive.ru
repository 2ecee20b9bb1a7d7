# What shapes of persons look at and a register does not hold: derived from what it holds, on the day of entry.
PREFIX rg: <https://w3id.org/regelgraph/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT { ?person rg:citizenshipGroup ?group } WHERE {
  ?person rg:entryDate ?day ; rg:citizenship/rg:groupMembership ?membership .
  ?membership rg:countryGroup ?group .
  OPTIONAL { ?membership rg:validFrom ?from }
  OPTIONAL { ?membership rg:validUntil ?until }
  FILTER (COALESCE(?from <= ?day, true) && COALESCE(?day <= ?until, true))
} ;
INSERT { ?person rg:legalGroupOfTitle ?group } WHERE { ?person rg:residenceTitle/rg:legalGroup ?group } ;
INSERT { ?person rg:titleEnded ?ended } WHERE {
  ?person rg:entryDate ?day .
  OPTIONAL { ?person rg:titleValidUntil ?until }
  BIND (COALESCE(?until < ?day, false) AS ?ended)
} ;
INSERT { ?person rg:ageAtEntry ?age } WHERE {
  ?person rg:birthDate ?born ; rg:entryDate ?day .
  FILTER (DATATYPE(?born) = xsd:date)
  BIND (IF(100 * MONTH(?day) + DAY(?day) < 100 * MONTH(?born) + DAY(?born), 1, 0) AS ?birthday_to_come)
  BIND (YEAR(?day) - YEAR(?born) - ?birthday_to_come AS ?age)
}
