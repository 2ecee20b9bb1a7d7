-- Ready lines are written twice as fast as columns that the writer has to look at for quotes; rows are joined and sorted
-- by the number of their texts (ENUM), not with them.
CREATE MACRO cell(text) AS CASE WHEN regexp_matches(text, '[",;]') THEN '"' || replace(text, '"', '""') || '"' ELSE text END;
CREATE TABLE lines AS
SELECT key, ',' || cell(round) || ',' || verdict || ',' || criteria || ',' || missing || ',' AS head,
    ',' || cell(reasons_de) || ',' || cell(reasons_en) || ',' || cell(citations) || ',' || knowledge AS tail
FROM endings;
CREATE TYPE head AS ENUM (SELECT DISTINCT head FROM lines);
CREATE TYPE tail AS ENUM (SELECT DISTINCT tail FROM lines);
CREATE TYPE why AS ENUM (SELECT DISTINCT cell(invalid) FROM keyed);
CREATE TABLE ready AS SELECT key, head::head AS head, tail::tail AS tail FROM lines;
CREATE TABLE whys AS SELECT invalid, cell(invalid)::why AS why FROM (SELECT DISTINCT invalid FROM keyed);
CREATE TABLE sorted AS
SELECT k.row, k.person_id, e.head, w.why, e.tail
FROM keyed k JOIN ready e ON e.key = k.key JOIN whys w ON w.invalid = k.invalid ORDER BY k.row;
COPY (
    SELECT row || ',' || person_id || head || why || tail
        AS "row,person_id,round,verdict,criteria,missing,invalid,reasons_de,reasons_en,citations,knowledge"
    FROM sorted
) TO 'REPORT' (FORMAT csv, HEADER true, QUOTE '', ESCAPE '', DELIMITER '\x01');
