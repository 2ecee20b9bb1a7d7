-- The report of round win-win-2 on a list of persons as an expert would write it by hand for DuckDB: the codes of every
-- row in one pass, the texts of each distinct ending once. persons_sql.py puts in LIST and LOOKUPS.
CREATE TABLE list AS
SELECT row_number() OVER () AS row, person_id, sex, employable, contact_status, citizenship, residence_title, birth_date,
    entry_date, title_valid_until
FROM LIST;

-- Each distinct date is parsed once; that is faster than parsing those of all rows.
CREATE TABLE births AS
WITH parsed AS (
    SELECT birth_date, coalesce(
            try_cast(birth_date AS DATE),
            try_cast(substr(birth_date, 7, 4) || '-' || substr(birth_date, 4, 2) || '-' || substr(birth_date, 1, 2) AS DATE)
        ) AS born, try_cast(birth_date AS INT) AS year
    FROM (SELECT DISTINCT birth_date FROM list)
)
SELECT birth_date, CASE WHEN born IS NOT NULL THEN 0 WHEN year IS NOT NULL THEN 1 ELSE 2 END AS kind,
    coalesce(year(born) * 10000 + month(born) * 100 + day(born), year * 10000 + 1231) AS latest,
    coalesce(year(born) * 10000 + month(born) * 100 + day(born), year * 10000 + 101) AS earliest
FROM parsed;
CREATE TABLE days AS
SELECT text, day, year(day) * 10000 + month(day) * 100 + day(day) AS e
FROM (SELECT text, try_cast(text AS DATE) AS day FROM (SELECT entry_date AS text FROM list UNION SELECT title_valid_until FROM list));

CREATE TABLE coded AS
WITH counted AS (
    SELECT l.*, b.latest, b.earliest, b.kind + CASE WHEN d.day IS NULL THEN 4 ELSE 0 END AS kind, d.e, d.day AS entry, u.day AS until,
        CASE WHEN u.day IS NULL OR u.day >= d.day THEN 0 WHEN d.day IS NULL THEN 2 ELSE 1 END AS before_entry
    FROM list l JOIN births b ON b.birth_date = l.birth_date JOIN days d ON d.text = l.entry_date
    JOIN days u ON u.text = l.title_valid_until
)
SELECT c.row, c.person_id, s.code AS sex, w.code AS employable, k.code AS contact_status, n.code AS citizenship,
    t.code AS residence_title, s.class AS sex_class, w.class AS employable_class, k.class AS contact_class,
    n.class AS citizenship_class, t.class AS title_class, a.id AS age, a.class AS age_class, c.until,
    CASE
        WHEN n.problem = '' THEN t.problem WHEN t.problem = '' THEN n.problem ELSE n.problem || '; ' || t.problem
    END AS invalid,
    -- A card of somebody who fled the war counts beyond its printed day, by ordinances of three years in a row.
    CASE
        WHEN before_entry = 1 AND t.continued = 1 AND n.continued > 0
            AND until >= DATE '2024-02-01' AND entry <= DATE '2027-03-04' THEN n.continued + CASE n.continued WHEN 1 THEN -1 ELSE 1 END
        ELSE before_entry
    END AS ended
FROM counted c
JOIN 'LOOKUPS/cells_sex.parquet' s ON s.raw = c.sex
JOIN 'LOOKUPS/cells_employable.parquet' w ON w.raw = c.employable
JOIN 'LOOKUPS/cells_contact_status.parquet' k ON k.raw = c.contact_status
JOIN 'LOOKUPS/cells_citizenship.parquet' n ON n.raw = c.citizenship
JOIN 'LOOKUPS/cells_residence_title.parquet' t ON t.raw = c.residence_title
JOIN 'LOOKUPS/reasons_age.parquet' a
    ON a.kind = c.kind AND a.least = coalesce((e - latest) // 10000, -1) AND a.most = coalesce((e - earliest) // 10000, -1);

-- A number for everything that the texts of a row depend on; what does not decide has no part in it.
CREATE TABLE keyed AS
SELECT c.row, c.person_id, c.invalid, v.outcome
    + 1024 * (CASE WHEN d1 THEN c.age ELSE 0 END
    + 512 * (CASE WHEN d0 THEN c.sex ELSE 0 END
    + 8 * (CASE WHEN d2 THEN c.employable ELSE 0 END
    + 4 * (CASE WHEN d3 THEN c.contact_status ELSE 0 END
    + 8 * (CASE WHEN d3 OR d4 OR d5 THEN c.citizenship ELSE 0 END
    + 32 * (CASE WHEN d4 OR d5 THEN c.residence_title ELSE 0 END
    + 32 * (CASE WHEN d4 THEN c.ended ELSE 0 END
    + 8 * (CASE WHEN d4 AND c.ended > 0 THEN coalesce(c.until - DATE '2000-01-01', 0) ELSE 0 END)))))))) AS key
FROM coded c
JOIN 'LOOKUPS/verdicts.parquet' v
    ON v.age = c.age_class AND v.ended = c.ended AND v.sex = c.sex_class AND v.employable = c.employable_class
    AND v.contact_status = c.contact_class AND v.citizenship = c.citizenship_class AND v.residence_title = c.title_class;

CREATE TABLE endings AS
WITH parts AS (
    SELECT key, key % 1024 AS outcome, key // 1024 % 512 AS age, key // 524288 % 8 AS sex, key // 4194304 % 4 AS employable,
        key // 16777216 % 8 AS contact_status, key // 134217728 % 32 AS citizenship,
        key // 4294967296 % 32 AS residence_title, key // 137438953472 % 8 AS ended,
        DATE '2000-01-01' + (key // 1099511627776)::INT AS until
    FROM (SELECT DISTINCT key FROM keyed)
)
SELECT key, 'win-win-2' AS round, o.verdict, o.criteria, o.missing,
    o.de || concat_ws(' ', CASE WHEN d0 THEN s.de END, CASE WHEN d1 THEN a.de END, CASE WHEN d2 THEN w.de END,
        CASE WHEN d3 THEN k.de END, CASE WHEN d4 THEN replace(t.de, '31.12.2999', strftime(until, '%d.%m.%Y')) END,
        CASE WHEN d5 THEN n.de END) AS reasons_de,
    o.en || concat_ws(' ', CASE WHEN d0 THEN s.en END, CASE WHEN d1 THEN a.en END, CASE WHEN d2 THEN w.en END,
        CASE WHEN d3 THEN k.en END, CASE WHEN d4 THEN replace(t.en, '2999-12-31', strftime(until, '%Y-%m-%d')) END,
        CASE WHEN d5 THEN n.en END) AS reasons_en,
    list_concat(CASE WHEN d0 THEN s.cites ELSE [] END, CASE WHEN d1 THEN a.cites ELSE [] END,
        CASE WHEN d2 THEN w.cites ELSE [] END, CASE WHEN d3 THEN k.cites ELSE [] END,
        CASE WHEN d4 THEN t.cites ELSE [] END, CASE WHEN d5 THEN n.cites ELSE [] END) AS cited,
    array_to_string(list_filter(cited, lambda x, i: list_position(cited, x) = i), '; ') AS citations,
    (SELECT knowledge FROM 'LOOKUPS/constants.parquet') AS knowledge
FROM parts p
JOIN 'LOOKUPS/outcomes.parquet' o ON o.outcome = p.outcome
JOIN 'LOOKUPS/reasons_sex.parquet' s ON s.sex = p.sex
JOIN 'LOOKUPS/reasons_age.parquet' a ON a.id = p.age
JOIN 'LOOKUPS/reasons_employable.parquet' w ON w.employable = p.employable
JOIN 'LOOKUPS/reasons_hard-to-reach.parquet' k ON k.contact_status = p.contact_status AND k.citizenship = p.citizenship
JOIN 'LOOKUPS/reasons_residence-status.parquet' t
    ON t.citizenship = p.citizenship AND t.residence_title = p.residence_title AND t.ended = p.ended
JOIN 'LOOKUPS/reasons_consistent-status.parquet' n
    ON n.citizenship = p.citizenship AND n.residence_title = p.residence_title;
