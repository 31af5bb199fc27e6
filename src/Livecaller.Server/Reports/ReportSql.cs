using System.Globalization;

namespace Livecaller.Server.Reports;

// The SQL of the reports, which SQLite and PostgreSQL both understand. Times are milliseconds. The segments of the time zone are constants of the query: a few numbers.
internal static class ReportSql
{
    public const int Started = 0;
    public const int Waited = 1;
    public const int Answered = 2;
    public const int Closed = 3;
    public const int Rated = 4;

    /// <summary>The local day of what is counted.</summary>
    public const string ByDay = """(t."At" + t."Offset") / 86400000""";

    /// <summary>The hour of the week, from Monday 0:00. The first day of 1970 was a Thursday.</summary>
    public const string ByHour = """(((t."At" + t."Offset") / 86400000 + 3) % 7) * 24 + ((t."At" + t."Offset") / 3600000) % 24""";

    public const string ByOperator = """t."OperatorId" """;
    public const string ByDepartment = """t."DepartmentId" """;
    public const string ByRating = """t."Value" """;

    public const string NoName = "CAST(NULL AS text)";
    public const string OperatorName = """(SELECT u."DisplayName" FROM "AspNetUsers" AS u WHERE CAST(u."Id" AS text) = r."Bucket")""";
    public const string DepartmentName = """(SELECT d."DisplayName" FROM "Departments" AS d WHERE d."Id" = r."Bucket")""";

    /// <summary>1 from the day with a number on, 0 before it.</summary>
    public static string ByPeriod(long day) => string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {ByDay} >= {day} THEN 1 ELSE 0 END");

    // CUME_DIST is the part of the values up to one: the first with a half and the first with more than a half have the median between them. It is one window
    // over one order, which takes SQLite a third of the time of ROW_NUMBER and COUNT.
    /// <summary>Counts what happened, with the median and the 90th percentile of how long it took, for each bucket.</summary>
    /// <param name="segments">The time, with its differences to UTC.</param>
    /// <param name="bucket">What is counted together.</param>
    /// <param name="name">The name of a bucket.</param>
    /// <param name="filter">A condition for conversations.</param>
    /// <param name="kinds">What is counted.</param>
    public static string Figures(IReadOnlyList<ZoneSegment> segments, string bucket, string name, string filter, params ReadOnlySpan<int> kinds)
    {
        List<string> parts = [];
        foreach (var kind in kinds)
        {
            var values = $"""SELECT {bucket} AS "Bucket", t."Value" FROM ({Source(kind, filter)}) AS t""";
            parts.Add(kind is Started or Rated
                ? $"""
                    SELECT {kind} AS "Kind", CAST("Bucket" AS text) AS "Bucket", COUNT(*) AS "Count", CAST(AVG("Value") AS double precision) AS "Median", CAST(NULL AS double precision) AS "P90"
                    FROM ({values}) AS v GROUP BY "Bucket"
                    """
                : $"""
                    SELECT {kind} AS "Kind", CAST("Bucket" AS text) AS "Bucket", COUNT(*) AS "Count",
                        CAST(MIN(CASE WHEN "Part" >= 0.5 THEN "Value" END) + MIN(CASE WHEN "Part" > 0.5 THEN "Value" END) AS double precision) / 2 AS "Median",
                        CAST(MIN(CASE WHEN "Part" >= 0.9 THEN "Value" END) AS double precision) AS "P90"
                    FROM (SELECT "Bucket", "Value", CUME_DIST() OVER (PARTITION BY "Bucket" ORDER BY "Value") AS "Part" FROM ({values}) AS v) AS d
                    GROUP BY "Bucket"
                    """);
        }

        return $"""
            {Zone(segments)}
            SELECT r."Kind", r."Bucket", r."Count", r."Median", r."P90", {name} AS "Name" FROM ({string.Join("\nUNION ALL ", parts)}) AS r
            """;
    }

    /// <summary>Sums up for how many milliseconds operators were online on each day.</summary>
    /// <param name="bounds">The beginnings of the days, and the end of the last one.</param>
    /// <param name="filter">A condition for times of operators.</param>
    public static string Online(IReadOnlyList<long> bounds, string filter)
    {
        var days = string.Join(", ", Enumerable.Range(0, bounds.Count - 1).Select(day => string.Create(
            CultureInfo.InvariantCulture, $"({day}, CAST({bounds[day]} AS bigint), CAST({bounds[day + 1]} AS bigint))")));
        return string.Create(CultureInfo.InvariantCulture, $"""
            WITH days("Day", "Start", "End") AS (VALUES {days})
            SELECT CAST(p."OperatorId" AS text) AS "Bucket", u."DisplayName" AS "Name", d."Day",
                CAST(SUM((CASE WHEN p."Until" < d."End" THEN p."Until" ELSE d."End" END) - (CASE WHEN p."From" > d."Start" THEN p."From" ELSE d."Start" END)) AS bigint) AS "Online"
            FROM "OperatorPresence" AS p JOIN "AspNetUsers" AS u ON u."Id" = p."OperatorId" JOIN days AS d ON p."From" < d."End" AND p."Until" > d."Start"
            WHERE p."Until" > {bounds[0]} AND p."From" < {bounds[^1]} {filter}
            GROUP BY p."OperatorId", u."DisplayName", d."Day"
            """);
    }

    private static string Zone(IReadOnlyList<ZoneSegment> segments)
    {
        var rows = segments.Select(s => string.Create(
            CultureInfo.InvariantCulture, $"(CAST({s.Start} AS bigint), CAST({s.End} AS bigint), CAST({s.Offset} AS bigint))"));
        return $"""WITH zone("Start", "End", "Offset") AS (VALUES {string.Join(", ", rows)})""";
    }

    // CROSS JOIN: SQLite keeps the order, and searches the index of the time for each segment.
    private static string Source(int kind, string filter)
    {
        var (at, value) = kind switch
        {
            Waited => ("CreatedAt", """c."AssignedAt" - c."CreatedAt" """),
            Answered => ("CreatedAt", """c."FirstResponseAt" - c."CreatedAt" """),
            Closed => ("ClosedAt", """c."ClosedAt" - c."CreatedAt" """),
            Rated => ("RatedAt", """c."Rating" """),
            _ => ("CreatedAt", "CAST(NULL AS bigint)"),
        };
        var measured = kind switch
        {
            Waited => """ AND c."AssignedAt" IS NOT NULL""",
            Answered => """ AND c."FirstResponseAt" IS NOT NULL""",
            Rated => """ AND c."Rating" IS NOT NULL""",
            _ => "",
        };
        return $"""
            SELECT c."{at}" AS "At", z."Offset", c."OperatorId", c."DepartmentId", {value} AS "Value"
            FROM zone AS z CROSS JOIN "Conversations" AS c WHERE c."{at}" >= z."Start" AND c."{at}" < z."End"{measured}{filter}
            """;
    }
}
