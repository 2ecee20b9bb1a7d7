-- What rows share is joined and sorted as numbers, and the file gets ready dictionaries (ENUM); the reasons, which hang on
-- the days in common of every pair, are put together as they are written.
CREATE MACRO day(number) AS coalesce((DATE '0001-01-01' + (number - 1))::VARCHAR, '');
CREATE TYPE word AS ENUM (
    SELECT verdict FROM 'LOOKUPS/outcomes.parquet' UNION SELECT criteria FROM 'LOOKUPS/outcomes.parquet'
    UNION SELECT missing FROM 'LOOKUPS/outcomes.parquet' UNION SELECT round FROM 'LOOKUPS/outcomes.parquet'
    UNION SELECT citations FROM 'LOOKUPS/outcomes.parquet' UNION SELECT knowledge FROM 'LOOKUPS/constants.parquet'
    UNION SELECT notation FROM 'LOOKUPS/kinds.parquet' UNION SELECT unnest(['', 'undetermined', 'person_id'])
);
CREATE TYPE span AS ENUM (SELECT de FROM words UNION SELECT en FROM words);
CREATE TYPE piece AS ENUM (SELECT DISTINCT unnest(string_split(de, chr(1)) || string_split(en, chr(1))) FROM 'LOOKUPS/outcomes.parquet');
CREATE TYPE why AS ENUM (SELECT DISTINCT why FROM (SELECT why FROM invalid UNION ALL SELECT why FROM alone UNION ALL SELECT ''));
CREATE TYPE day AS ENUM (
    SELECT DISTINCT day(number) FROM (SELECT overlap_from AS number FROM met UNION SELECT overlap_to FROM met UNION SELECT NULL)
);
CREATE TABLE dates AS SELECT DISTINCT number, day(number)::day AS text
FROM (SELECT overlap_from AS number FROM met UNION SELECT overlap_to FROM met UNION SELECT NULL);
CREATE TABLE ready AS
SELECT outcome, round::word AS round, verdict::word AS verdict, criteria::word AS criteria, missing::word AS missing,
    citations::word AS citations, knowledge::word AS knowledge, len(p) - 1 AS named,
    p[1]::piece AS d1, p[2]::piece AS d2, p[3]::piece AS d3, p[4]::piece AS d4,
    q[1]::piece AS e1, q[2]::piece AS e2, q[3]::piece AS e3, q[4]::piece AS e4
FROM (SELECT *, string_split(de, chr(1)) AS p, string_split(en, chr(1)) AS q FROM 'LOOKUPS/outcomes.parquet'), 'LOOKUPS/constants.parquet';
CREATE TABLE spoken AS SELECT least_days, most_days, de::span AS de, en::span AS en FROM words;
CREATE TABLE programmes AS SELECT kind, notation::word AS notation FROM 'LOOKUPS/kinds.parquet';
CREATE TABLE sorted AS
SELECT m.row_a, m.row_b, m.person_id, a.notation AS programme_a, b.notation AS programme_b, f.text AS overlap_from, t.text AS overlap_to,
    coalesce(i.why, '')::why AS invalid, w.de, w.en, r.* EXCLUDE (outcome)
FROM met m
JOIN programmes a ON a.kind = m.kind_a
JOIN programmes b ON b.kind = m.kind_b
JOIN spoken w ON w.least_days = m.least_days AND w.most_days = m.most_days
JOIN ready r ON r.outcome = m.outcome
JOIN dates f ON f.number IS NOT DISTINCT FROM m.overlap_from
JOIN dates t ON t.number IS NOT DISTINCT FROM m.overlap_to
LEFT JOIN invalid i ON i.row_a = m.row_a AND i.row_b = m.row_b
UNION ALL BY NAME
SELECT row AS row_a, NULL AS row_b, person_id, notation::word AS programme_a, ''::word AS programme_b, ''::day AS overlap_from,
    ''::day AS overlap_to, why::why AS invalid, ''::word AS round, 'undetermined'::word AS verdict, ''::word AS criteria,
    'person_id'::word AS missing, ''::word AS citations, knowledge::word AS knowledge
FROM alone, 'LOOKUPS/constants.parquet'
ORDER BY row_a, row_b;
COPY (
    SELECT row_a AS row, person_id, row_a, row_b, programme_a, programme_b, overlap_from, overlap_to, round, verdict, criteria, missing, invalid,
        CASE named
            WHEN 2 THEN d1 || de || d2 || de || d3
            WHEN 1 THEN d1 || de || d2
            WHEN 3 THEN d1 || de || d2 || de || d3 || de || d4
            ELSE unpaired_de
        END AS reasons_de,
        CASE named
            WHEN 2 THEN e1 || en || e2 || en || e3
            WHEN 1 THEN e1 || en || e2
            WHEN 3 THEN e1 || en || e2 || en || e3 || en || e4
            ELSE unpaired_en
        END AS reasons_en,
        citations, s.knowledge
    FROM sorted s, 'LOOKUPS/constants.parquet'
) TO 'REPORT' (FORMAT parquet, COMPRESSION zstd);
