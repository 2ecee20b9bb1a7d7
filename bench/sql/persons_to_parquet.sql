COPY (
    SELECT k.row, k.person_id, e.round, e.verdict, e.criteria, e.missing, k.invalid, e.reasons_de, e.reasons_en, e.citations,
        e.knowledge
    FROM keyed k JOIN endings e ON e.key = k.key ORDER BY k.row
) TO 'REPORT' (FORMAT parquet, COMPRESSION zstd);
