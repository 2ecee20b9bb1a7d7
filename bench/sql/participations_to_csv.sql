-- Ready lines are written twice as fast as columns that the writer has to look at for quotes. What rows share is joined and
-- sorted as numbers (ENUM); the words for the days in common, which hang on every pair, are put in between.
CREATE MACRO cell(text) AS CASE WHEN regexp_matches(text, '[",;]') THEN '"' || replace(text, '"', '""') || '"' ELSE text END;
CREATE MACRO day(number) AS coalesce((DATE '0001-01-01' + (number - 1))::VARCHAR, '');
CREATE TABLE pieces AS
SELECT outcome, ',' || cell(round) || ',' || verdict || ',' || criteria || ',' || missing || ',' AS head,
    string_split(',' || cell(de) || ',' || cell(en) || ',' || cell(citations) || ',' || (SELECT knowledge FROM 'LOOKUPS/constants.parquet'), chr(1)) AS p
FROM 'LOOKUPS/outcomes.parquet';
CREATE TYPE head AS ENUM (SELECT DISTINCT head FROM pieces);
CREATE TYPE piece AS ENUM (SELECT DISTINCT unnest(p) FROM pieces);
CREATE TYPE word AS ENUM (SELECT de FROM words UNION SELECT en FROM words);
CREATE TYPE notation AS ENUM (SELECT DISTINCT ',' || notation FROM 'LOOKUPS/kinds.parquet');
CREATE TABLE ready AS
SELECT outcome, head::head AS head, len(p) // 2 AS named, p[1]::piece AS p1, p[2]::piece AS p2, p[3]::piece AS p3, p[4]::piece AS p4,
    p[5]::piece AS p5, p[6]::piece AS p6, p[7]::piece AS p7
FROM pieces;
CREATE TABLE spoken AS SELECT least_days, most_days, de::word AS de, en::word AS en FROM words;
CREATE TABLE programmes AS SELECT kind, (',' || notation)::notation AS notation FROM 'LOOKUPS/kinds.parquet';
CREATE TABLE sorted AS
SELECT m.row_a, m.row_b, m.person_id, a.notation AS programme_a, b.notation AS programme_b, m.overlap_from, m.overlap_to, i.why,
    w.de, w.en, r.* EXCLUDE (outcome)
FROM met m
JOIN programmes a ON a.kind = m.kind_a
JOIN programmes b ON b.kind = m.kind_b
JOIN spoken w ON w.least_days = m.least_days AND w.most_days = m.most_days
JOIN ready r ON r.outcome = m.outcome
LEFT JOIN invalid i ON i.row_a = m.row_a AND i.row_b = m.row_b
UNION ALL BY NAME
SELECT row AS row_a, 0 AS row_b, person_id, (',' || notation)::notation AS programme_a, why FROM alone
ORDER BY row_a, row_b;
COPY (
    SELECT row_a || ',' || person_id || ',' || row_a || CASE named
        WHEN 2 THEN ',' || row_b || programme_a || programme_b || ',' || day(overlap_from) || ',' || day(overlap_to) || head || coalesce(cell(why), '')
            || p1 || de || p2 || de || p3 || en || p4 || en || p5
        WHEN 1 THEN ',' || row_b || programme_a || programme_b || ',' || day(overlap_from) || ',' || day(overlap_to) || head || coalesce(cell(why), '')
            || p1 || de || p2 || en || p3
        WHEN 3 THEN ',' || row_b || programme_a || programme_b || ',' || day(overlap_from) || ',' || day(overlap_to) || head || coalesce(cell(why), '')
            || p1 || de || p2 || de || p3 || de || p4 || en || p5 || en || p6 || en || p7
        ELSE ',' || programme_a || ',,,,,undetermined,,person_id,' || cell(why) || ',' || cell(unpaired_de) || ',' || cell(unpaired_en) || ',,' || knowledge
    END AS "row,person_id,row_a,row_b,programme_a,programme_b,overlap_from,overlap_to,round,verdict,criteria,missing,invalid,reasons_de,reasons_en,citations,knowledge"
    FROM sorted, 'LOOKUPS/constants.parquet'
) TO 'REPORT' (FORMAT csv, HEADER true, QUOTE '', ESCAPE '', DELIMITER '\x01');
