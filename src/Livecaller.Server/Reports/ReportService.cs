using System.Globalization;
using Livecaller.Server.Operators;
using Livecaller.Server.Team;

#pragma warning disable CA1309 // The comparison is the database's: EF Core translates only this overload.

namespace Livecaller.Server.Reports;

internal sealed class ReportService(IDbContextFactory<LivecallerDbContext> contexts, OperatorAccess access, ReportReader reader, TimeProvider time) : IReportService
{
    public const int DefaultComments = 50;
    public const int MaxComments = 200;

    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public Task<Outcome<ReportSummary>> ReadSummaryAsync(OperatorCaller caller, ReportQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(caller, query, async dates =>
        {
            var periods = await reader.ReadAsync(query, ZoneSegment.Of(dates.Zone, dates.PreviousFrom, dates.To),
                ReportSql.ByPeriod(ZoneSegment.NumberOf(dates.From)), ReportSql.NoName, null, cancellationToken).ConfigureAwait(false);
            return new ReportSummary(
                dates.Range, ReportLine.ToFigures(periods.Where(l => l.Bucket == "1")), ReportLine.ToFigures(periods.Where(l => l.Bucket == "0")));
        }, cancellationToken);

    public Task<Outcome<ReportDays>> ReadDaysAsync(OperatorCaller caller, ReportQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(caller, query, async dates =>
        {
            var lines = await ReadAsync(dates, query, ReportSql.ByDay, ReportSql.NoName, null, cancellationToken).ConfigureAwait(false);
            var days = lines.ToLookup(l => ZoneSegment.DateOf(Number(l.Bucket)));
            return new ReportDays(dates.Range, [.. dates.Days.Select(day => new ReportDay(day, ReportLine.ToFigures(days[day])))]);
        }, cancellationToken);

    public Task<Outcome<ReportGroups>> ReadOperatorsAsync(OperatorCaller caller, ReportQuery query, CancellationToken cancellationToken = default) =>
        ReadGroupsAsync(caller, query, ReportSql.ByOperator, ReportSql.OperatorName, static id => Guid.Parse(id).ToString(), cancellationToken);

    public Task<Outcome<ReportGroups>> ReadDepartmentsAsync(OperatorCaller caller, ReportQuery query, CancellationToken cancellationToken = default) =>
        ReadGroupsAsync(caller, query, ReportSql.ByDepartment, ReportSql.DepartmentName, static id => id, cancellationToken);

    public Task<Outcome<ReportHours>> ReadHoursAsync(OperatorCaller caller, ReportQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(caller, query, async dates =>
        {
            var lines = await ReadAsync(dates, query, ReportSql.ByHour, ReportSql.NoName, [ReportSql.Started], cancellationToken).ConfigureAwait(false);
            var hours = lines.ToDictionary(l => (int)Number(l.Bucket), l => l.Count);
            return new ReportHours(dates.Range, [.. Weekdays.Select((day, index) => new ReportWeekday(
                day, [.. Enumerable.Range(index * 24, 24).Select(hour => hours.GetValueOrDefault(hour))]))]);
        }, cancellationToken);

    public Task<Outcome<ReportRatings>> ReadRatingsAsync(OperatorCaller caller, ReportQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(caller, query, async dates =>
        {
            var lines = await ReadAsync(dates, query, ReportSql.ByRating, ReportSql.NoName, [ReportSql.Rated], cancellationToken).ConfigureAwait(false);
            var counts = lines.ToDictionary(l => (int)Number(l.Bucket), l => l.Count);
            int[] stars = [.. Enumerable.Range(1, 5).Select(star => counts.GetValueOrDefault(star))];
            var count = stars.Sum();
            var sum = stars.Select((number, index) => number * (index + 1)).Sum();
            return new ReportRatings(dates.Range, count, count == 0 ? null : ReportLine.Round((double)sum / count), stars);
        }, cancellationToken);

    public Task<Outcome<DataPage<ReportComment>>> ReadCommentsAsync(
        OperatorCaller caller, ReportQuery query, int? limit, ConversationId? before, CancellationToken cancellationToken = default) =>
        ReadAsync(caller, query, async dates =>
        {
            var count = Math.Clamp(limit ?? DefaultComments, 1, MaxComments);
            using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            var rows = await Comments(db, dates, query, before).Take(count + 1).Select(c => new
            {
                c.Id,
                c.RatedAt,
                c.Rating,
                c.RatingComment,
                Visitor = c.Visitor!.Name,
                Operator = db.Users.Where(u => u.Id == c.OperatorId).Select(u => u.DisplayName).SingleOrDefault(),
            }).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new DataPage<ReportComment>([.. rows.Take(count).Select(c => new ReportComment
            {
                ConversationId = new(c.Id),
                RatedAt = c.RatedAt!.Value,
                Rating = c.Rating!.Value,
                Comment = c.RatingComment!,
                Visitor = c.Visitor,
                Operator = c.Operator,
            })], rows.Count > count);
        }, cancellationToken);

    public Task<Outcome<ReportAvailability>> ReadAvailabilityAsync(OperatorCaller caller, ReportQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(caller, query, async dates =>
        {
            var rows = await reader.ReadOnlineAsync(query.OperatorId, ZoneSegment.DayBounds(dates.Zone, dates.From, dates.To), cancellationToken).ConfigureAwait(false);
            return new ReportAvailability(dates.Range, [.. rows.GroupBy(r => r.Operator).Select(r => new ReportOnlineTime(
                    new(Guid.Parse(r.Key).ToString()), r.First().Name, r.Sum(d => d.Online) / 1000,
                    [.. r.OrderBy(d => d.Day).Select(d => new ReportOnlineDay(dates.From.AddDays(d.Day), d.Online / 1000))]))
                .OrderByDescending(r => r.OnlineSeconds).ThenBy(r => r.Id.Value, StringComparer.Ordinal)]);
        }, cancellationToken);

    public async Task<Outcome<ReportLive>> ReadLiveAsync(OperatorCaller caller, string? timeZone, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, ReportDates.FindZone(timeZone).Value ?? TimeZoneInfo.Utc).DateTime);
        return await ReadAsync(caller, new() { From = today, To = today, TimeZone = timeZone }, async dates =>
        {
            var lines = await ReadAsync(dates, new(), "'today'", ReportSql.NoName, null, cancellationToken).ConfigureAwait(false);
            using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            var seenSince = now - OperatorPresence.SeenWithin;
            var open = await db.Installation.Select(_ => new
            {
                Waiting = db.Conversations.Count(c => c.Status == ConversationStatus.Queued),
                Active = db.Conversations.Count(c => c.Status == ConversationStatus.Active),
                Since = db.Conversations.Where(c => c.Status != ConversationStatus.Closed).Min(c => c.WaitingSince),
                Online = db.OperatorSessions.Where(OperatorSessions.IsActive(db, now)).Where(s => s.Kind != OperatorSessionKind.ApiKey && s.LastSeenAt >= seenSince)
                    .Where(s => !db.OperatorProfiles.Any(p => p.OperatorId == s.OperatorId && p.Availability != OperatorAvailability.Online))
                    .Select(s => s.OperatorId).Distinct().Count(),
            }).SingleAsync(cancellationToken).ConfigureAwait(false);
            return new ReportLive
            {
                Waiting = open.Waiting,
                Active = open.Active,
                LongestWaitSince = open.Since,
                OperatorsOnline = open.Online,
                Today = ReportLine.ToFigures(lines),
            };
        }, cancellationToken).ConfigureAwait(false);
    }

    private static long Number(string? bucket) => long.Parse(bucket!, CultureInfo.InvariantCulture);

    private static IQueryable<ConversationRow> Comments(LivecallerDbContext db, ReportDates dates, ReportQuery query, ConversationId? before)
    {
        var bounds = ZoneSegment.Of(dates.Zone, dates.From, dates.To);
        var (start, end) = (DateTimeOffset.FromUnixTimeMilliseconds(bounds[0].Start), DateTimeOffset.FromUnixTimeMilliseconds(bounds[^1].End));
        var rows = db.Conversations.AsNoTracking().Where(c => c.RatedAt >= start && c.RatedAt < end && c.Rating != null && c.RatingComment != null && c.RatingComment != "");
        if (query.DepartmentId is { } department) rows = rows.Where(c => c.DepartmentId == department.Value);
        if (query.OperatorId is { } assignee)
        {
            var id = Guid.TryParse(assignee.Value, out var parsed) ? parsed : Guid.Empty;
            rows = rows.Where(c => c.OperatorId == id);
        }

        if (before is { } last)
        {
            rows = rows.Where(c => db.Conversations.Any(l => l.Id == last.Value
                && (c.RatedAt < l.RatedAt || (c.RatedAt == l.RatedAt && string.Compare(c.Id, l.Id) < 0))));
        }

        return rows.OrderByDescending(c => c.RatedAt).ThenByDescending(c => c.Id);
    }

    private Task<Outcome<ReportGroups>> ReadGroupsAsync(
        OperatorCaller caller, ReportQuery query, string bucket, string name, Func<string, string> idOf, CancellationToken cancellationToken) =>
        ReadAsync(caller, query, async dates =>
        {
            var lines = await ReadAsync(dates, query, bucket, name, null, cancellationToken).ConfigureAwait(false);
            return new ReportGroups(dates.Range, [.. lines.GroupBy(l => l.Bucket)
                .Select(g => new ReportGroup(g.Key is null ? null : idOf(g.Key), g.First().Name, ReportLine.ToFigures(g)))
                .OrderByDescending(g => g.Figures.Started).ThenByDescending(g => g.Figures.Closed).ThenBy(g => g.Id, StringComparer.Ordinal)]);
        }, cancellationToken);

    private Task<IReadOnlyList<ReportLine>> ReadAsync(
        ReportDates dates, ReportQuery query, string bucket, string name, int[]? kinds, CancellationToken cancellationToken) =>
        reader.ReadAsync(query, ZoneSegment.Of(dates.Zone, dates.From, dates.To), bucket, name, kinds, cancellationToken);

    private async Task<Outcome<T>> ReadAsync<T>(OperatorCaller caller, ReportQuery query, Func<ReportDates, Task<T>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var grant = await access.CheckAsync(caller, OperatorPermission.ReadReports, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var dates = ReportDates.Of(query, time.GetUtcNow());
        return dates.IsSuccess ? Outcome<T>.Found(await read(dates.Value).ConfigureAwait(false)) : dates.Problem;
    }
}
