"""Norms whose residence titles are of several legal groups, so that the norm alone does not tell the group: by SQL.

python titles_by_norm.py http://127.0.0.1:8000
"""

import sys
import tempfile
from pathlib import Path
from urllib.request import urlretrieve

import duckdb

TABLES = ("title", "title_norm", "norm", "legal-group")
QUERY = """
SELECT norm.citation,
    count(DISTINCT title.iri) AS titles,
    string_agg(DISTINCT "group".pref_label_en, '; ' ORDER BY "group".pref_label_en) AS groups
FROM title
    JOIN title_norm USING (iri)                              -- a title may rest on several norms
    JOIN norm ON norm.iri = title_norm.value
    JOIN "legal-group" AS "group" ON "group".iri = title.legal_group
GROUP BY norm.citation
HAVING count(DISTINCT "group".iri) > 1
ORDER BY titles DESC, norm.citation
"""

service = sys.argv[1].rstrip("/")
database = duckdb.connect()
with tempfile.TemporaryDirectory() as folder:
    for table in TABLES:
        file = Path(folder) / f"{table}.csv"
        urlretrieve(f"{service}/csv/{file.name}", file)
        # Keys such as 004 stay what they are; which columns are numbers and dates says /csv/metadata.json.
        database.read_csv(file, header=True, all_varchar=True).create(table)
for citation, titles, groups in database.sql(QUERY).fetchall():
    print(f"{citation}: {titles} titles\n  {groups}")
