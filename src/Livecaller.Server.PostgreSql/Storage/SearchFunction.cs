namespace Livecaller.Server.PostgreSql.Storage;

// The function that searches texts, as SearchText does for SQLite: without regard to case, width, composition and marks. The collations of ICU know the
// case of every script, whatever the locale of the database is.
internal static class SearchFunction
{
    private const string CreateSql =
        """
        CREATE OR REPLACE FUNCTION livecaller_contains("text" text, needle text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
            SELECT coalesce(strpos(normalize(replace(replace(lower(upper(regexp_replace(normalize("text", NFKD),
                '[\u0300-\u036F\u0591-\u05C7\u0640\u064B-\u065F\u0670\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]', '', 'g')
                COLLATE "und-x-icu") COLLATE "und-x-icu"), 'ß', 'ss'), 'ς', 'σ'), NFC) COLLATE "C", needle COLLATE "C") > 0, false)
        $body$
        """;

    /// <summary>Creates it, or replaces that of an earlier version.</summary>
    public static Task CreateAsync(LivecallerDbContext db, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync(CreateSql, cancellationToken);
}
