-- Texts as ENUM: rows are joined and sorted as numbers, and the file gets ready dictionaries.
CREATE TYPE de AS ENUM (SELECT DISTINCT reasons_de FROM endings);
CREATE TYPE en AS ENUM (SELECT DISTINCT reasons_en FROM endings);
CREATE TYPE cited AS ENUM (SELECT DISTINCT citations FROM endings);
CREATE TYPE word AS ENUM (
    SELECT verdict FROM endings UNION SELECT criteria FROM endings UNION SELECT missing FROM endings
    UNION SELECT round FROM endings UNION SELECT knowledge FROM endings
);
CREATE TYPE why AS ENUM (SELECT DISTINCT invalid FROM keyed);
CREATE TABLE ready AS
SELECT key, round::word AS round, verdict::word AS verdict, criteria::word AS criteria, missing::word AS missing,
    reasons_de::de AS reasons_de, reasons_en::en AS reasons_en, citations::cited AS citations, knowledge::word AS knowledge
FROM endings;
COPY (
    SELECT k.row, k.person_id, e.round, e.verdict, e.criteria, e.missing, k.invalid::why AS invalid, e.reasons_de, e.reasons_en,
        e.citations, e.knowledge
    FROM keyed k JOIN ready e ON e.key = k.key ORDER BY k.row
) TO 'REPORT' (FORMAT parquet, COMPRESSION zstd);
