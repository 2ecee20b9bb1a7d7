-- Ready lines are written twice as fast as columns that the writer has to look at for quotes.
CREATE MACRO cell(text) AS CASE WHEN regexp_matches(text, '[",;]') THEN '"' || replace(text, '"', '""') || '"' ELSE text END;
CREATE TABLE lines AS
SELECT key, ',' || cell(round) || ',' || verdict || ',' || criteria || ',' || missing || ',' AS head,
    ',' || cell(reasons_de) || ',' || cell(reasons_en) || ',' || cell(citations) || ',' || knowledge AS tail
FROM endings;
CREATE TABLE whys AS SELECT invalid, cell(invalid) AS why FROM (SELECT DISTINCT invalid FROM keyed);
COPY (
    SELECT line AS "row,person_id,round,verdict,criteria,missing,invalid,reasons_de,reasons_en,citations,knowledge" FROM (
        SELECT k.row, k.row || ',' || k.person_id || e.head || w.why || e.tail AS line
        FROM keyed k JOIN lines e ON e.key = k.key JOIN whys w ON w.invalid = k.invalid ORDER BY k.row
    )
) TO 'REPORT' (FORMAT csv, HEADER true, QUOTE '', ESCAPE '', DELIMITER '');
