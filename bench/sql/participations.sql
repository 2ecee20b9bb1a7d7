-- The report on a list of stays as an expert would write it by hand for DuckDB: codes and days of every row in one pass,
-- pairs by a join on the person, the text of each distinct outcome and number of days once. stays_sql.py puts in LIST,
-- LOOKUPS and REPORT. Days are numbers here, 0 for an open beginning and BEHIND for an open end.
CREATE MACRO numbered(day) AS day - DATE '0001-01-01' + 1;
CREATE MACRO behind() AS 3652060;

CREATE TABLE list AS
SELECT row_number() OVER () AS row, person_id, programme, round, entry_date, exit_date FROM LIST;

-- Each distinct date is parsed once; that is faster than parsing those of all rows.
CREATE TABLE days AS
WITH parsed AS (
    SELECT text, coalesce(
            try_cast(text AS DATE), try_cast(substr(text, 7, 4) || '-' || substr(text, 4, 2) || '-' || substr(text, 1, 2) AS DATE)
        ) AS day,
        CASE WHEN length(text) = 7 THEN try_cast(substr(text, 4, 4) || '-' || substr(text, 1, 2) || '-01' AS DATE) END AS month,
        CASE WHEN length(text) = 4 THEN try_cast(text || '-01-01' AS DATE) END AS year
    FROM (SELECT entry_date AS text FROM list UNION SELECT exit_date FROM list)
)
SELECT text, coalesce(numbered(coalesce(day, month, year)), 0)::INT AS low,
    coalesce(numbered(coalesce(day, last_day(month), year + INTERVAL 1 YEAR - INTERVAL 1 DAY)::DATE), behind())::INT AS high,
    CASE WHEN text = '' THEN numbered(DATE '2026-11-24')::INT ELSE low END AS low_at_end,
    text <> '' AND low = 0 AS is_bad
FROM parsed;

-- A stay in a programme and a round (kind); its days: the first one at the earliest and the latest, the last one likewise.
CREATE TABLE stays AS
WITH coded AS (
    SELECT l.row, l.person_id, l.person_id NOT IN ('', 'k. A.') AS named, p.code + r.code AS kind,
        e.low AS first, e.high AS entry_high, x.high < e.low AS early,
        CASE WHEN early THEN 0 ELSE x.low_at_end END AS exit_low, CASE WHEN early THEN behind() ELSE x.high END AS last,
        p.problem <> '' OR r.problem <> '' OR e.is_bad OR x.is_bad OR early OR k.problem <> '' AS is_bad
    FROM list l
    JOIN 'LOOKUPS/cells_programme.parquet' p ON p.raw = l.programme
    JOIN 'LOOKUPS/cells_round.parquet' r ON r.raw = l.round
    JOIN 'LOOKUPS/kinds.parquet' k ON k.kind = p.code + r.code
    JOIN days e ON e.text = l.entry_date
    JOIN days x ON x.text = l.exit_date
)
SELECT row, person_id, named, kind, first, least(entry_high, last) AS latest_first, greatest(exit_low, first) AS earliest_last, last, is_bad
FROM coded;

CREATE TABLE met AS
WITH sides AS (
    SELECT a.row AS row_a, b.row AS row_b, a.person_id, a.kind AS kind_a, b.kind AS kind_b, a.is_bad OR b.is_bad AS is_bad,
        greatest(a.first, b.first) AS begins, least(a.last, b.last) AS ends,
        greatest(a.latest_first, b.latest_first) AS begins_late, least(a.earliest_last, b.earliest_last) AS ends_early,
        a.earliest_last < b.latest_first OR b.earliest_last < a.latest_first AS may_miss,
        (a.first < a.latest_first AND b.earliest_last < a.latest_first)
            OR (b.first < b.latest_first AND a.earliest_last < b.latest_first) AS start_matters,
        (a.earliest_last < a.last AND a.earliest_last < b.latest_first)
            OR (b.earliest_last < b.last AND b.earliest_last < a.latest_first) AS end_matters
    FROM stays a JOIN stays b ON a.person_id = b.person_id AND a.row < b.row AND a.first <= b.last AND b.first <= a.last
    WHERE a.named AND b.named
)
SELECT row_a, row_b, person_id, kind_a, kind_b, is_bad,
    CASE WHEN may_miss THEN 0 ELSE greatest(1, ends_early - begins_late + 1) END AS least_days,
    CASE WHEN ends = behind() OR begins = 0 THEN -1 ELSE ends - begins + 1 END AS most_days,
    CASE WHEN NOT may_miss AND begins = begins_late AND begins > 0 THEN begins END AS overlap_from,
    CASE WHEN NOT may_miss AND ends = ends_early AND ends < behind() THEN ends END AS overlap_to,
    p.outcome
FROM sides s
JOIN 'LOOKUPS/pairs.parquet' p ON p.a = kind_a AND p.b = kind_b
    AND p.days = CASE WHEN may_miss THEN 1 + start_matters::INT + 2 * end_matters::INT ELSE 0 END
WHERE p.listed;

CREATE TABLE words AS
WITH spans AS (SELECT DISTINCT least_days, most_days FROM met)
SELECT least_days, most_days,
    CASE
        WHEN least_days = 0 AND most_days < 0 THEN pair_days_open_de
        WHEN least_days = 0 THEN replace(pair_days_up_to_de, '{most}', most_days::VARCHAR)
        WHEN least_days = most_days AND least_days = 1 THEN pair_day_de
        WHEN least_days = most_days THEN replace(pair_days_de, '{days}', least_days::VARCHAR)
        WHEN most_days < 0 AND least_days = 1 THEN pair_day_at_least_de
        WHEN most_days < 0 THEN replace(pair_days_at_least_de, '{days}', least_days::VARCHAR)
        ELSE replace(replace(pair_days_from_to_de, '{days}', least_days::VARCHAR), '{most}', most_days::VARCHAR)
    END AS de,
    CASE
        WHEN least_days = 0 AND most_days < 0 THEN pair_days_open_en
        WHEN least_days = 0 THEN replace(pair_days_up_to_en, '{most}', most_days::VARCHAR)
        WHEN least_days = most_days AND least_days = 1 THEN pair_day_en
        WHEN least_days = most_days THEN replace(pair_days_en, '{days}', least_days::VARCHAR)
        WHEN most_days < 0 AND least_days = 1 THEN pair_day_at_least_en
        WHEN most_days < 0 THEN replace(pair_days_at_least_en, '{days}', least_days::VARCHAR)
        ELSE replace(replace(pair_days_from_to_en, '{days}', least_days::VARCHAR), '{most}', most_days::VARCHAR)
    END AS en
FROM spans, 'LOOKUPS/constants.parquet';

-- What is wrong with the few rows that have a problem: by column, and with a round of another programme.
CREATE TABLE bad AS
SELECT s.row, s.named, nullif(p.problem, '') AS programme, nullif(r.problem, '') AS round, nullif(k.problem, '') AS foreign_round,
    e.problem AS entry, coalesce(x.problem, CASE WHEN d.high < f.low THEN day_before.problem END) AS exit
FROM stays s
JOIN list l ON l.row = s.row
JOIN 'LOOKUPS/cells_programme.parquet' p ON p.raw = l.programme
JOIN 'LOOKUPS/cells_round.parquet' r ON r.raw = l.round
JOIN 'LOOKUPS/kinds.parquet' k ON k.kind = s.kind
JOIN days f ON f.text = l.entry_date
JOIN days d ON d.text = l.exit_date
LEFT JOIN 'LOOKUPS/bad_days.parquet' e ON e.column = 'entry_date' AND e.raw = l.entry_date
LEFT JOIN 'LOOKUPS/bad_days.parquet' x ON x.column = 'exit_date' AND x.raw = l.exit_date
CROSS JOIN 'LOOKUPS/day_before.parquet' day_before
WHERE s.is_bad;

CREATE MACRO of_row(name, row, why) AS name || ': ' || replace(replace((SELECT pair_row_de FROM 'LOOKUPS/constants.parquet'), '{row}', row::VARCHAR), '{why}', why);
CREATE TABLE told AS
SELECT row, of_row('programme', row, programme) AS programme, of_row('round', row, coalesce(round, foreign_round)) AS round,
    of_row('entry_date', row, entry) AS entry, of_row('exit_date', row, exit) AS exit
FROM bad WHERE named;
CREATE TABLE invalid AS
SELECT m.row_a, m.row_b,
    concat_ws('; ', a.programme, b.programme, a.round, b.round, a.entry, b.entry, a.exit, b.exit) AS why
FROM met m LEFT JOIN told a ON a.row = m.row_a LEFT JOIN told b ON b.row = m.row_b
WHERE a.row IS NOT NULL OR b.row IS NOT NULL;

CREATE TABLE alone AS
SELECT s.row, s.person_id, k.notation, coalesce(concat_ws('; ', 'programme: ' || b.programme, 'round: ' || b.round, 'entry_date: ' || b.entry,
        'exit_date: ' || b.exit), '') AS why
FROM stays s JOIN 'LOOKUPS/kinds.parquet' k ON k.kind = s.kind LEFT JOIN bad b ON b.row = s.row
WHERE NOT s.named;
