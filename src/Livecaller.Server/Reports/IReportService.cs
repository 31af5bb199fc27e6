using Livecaller.Server.Operators;

namespace Livecaller.Server.Reports;

/// <summary>
/// Reports about conversations and operators. Every call is refused with 401 when the caller's session has ended, with 403 without the permission, and with 422
/// when the range is not valid.
/// </summary>
public interface IReportService
{
    /// <summary>The figures of a range, and of as many days before it.</summary>
    Task<Outcome<ReportSummary>> ReadSummaryAsync(OperatorCaller caller, ReportQuery query, CancellationToken cancellationToken = default);

    /// <summary>The figures of each day.</summary>
    Task<Outcome<ReportDays>> ReadDaysAsync(OperatorCaller caller, ReportQuery query, CancellationToken cancellationToken = default);

    /// <summary>The figures of each operator.</summary>
    Task<Outcome<ReportGroups>> ReadOperatorsAsync(OperatorCaller caller, ReportQuery query, CancellationToken cancellationToken = default);

    /// <summary>The figures of each department.</summary>
    Task<Outcome<ReportGroups>> ReadDepartmentsAsync(OperatorCaller caller, ReportQuery query, CancellationToken cancellationToken = default);

    /// <summary>How many conversations were started in each hour of the week.</summary>
    Task<Outcome<ReportHours>> ReadHoursAsync(OperatorCaller caller, ReportQuery query, CancellationToken cancellationToken = default);

    /// <summary>How visitors rated conversations.</summary>
    Task<Outcome<ReportRatings>> ReadRatingsAsync(OperatorCaller caller, ReportQuery query, CancellationToken cancellationToken = default);

    /// <summary>The ratings with a comment, newest first.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="query">Which conversations it is about.</param>
    /// <param name="limit">At most so many, 1 to 200; null for 50.</param>
    /// <param name="before">Only ratings before the one of this conversation, for the next page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<Outcome<DataPage<ReportComment>>> ReadCommentsAsync(
        OperatorCaller caller, ReportQuery query, int? limit, ConversationId? before, CancellationToken cancellationToken = default);

    /// <summary>How long operators were online. A department of the query is not used.</summary>
    Task<Outcome<ReportAvailability>> ReadAvailabilityAsync(OperatorCaller caller, ReportQuery query, CancellationToken cancellationToken = default);

    /// <summary>What is going on now, and the figures of today.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="timeZone">The IANA time zone that the day belongs to; null for UTC.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<Outcome<ReportLive>> ReadLiveAsync(OperatorCaller caller, string? timeZone, CancellationToken cancellationToken = default);
}

/// <summary>Which conversations a report is about.</summary>
public sealed record ReportQuery
{
    /// <summary>The first day; null for six days before the last one.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, at most 366 days after the first one; null for today.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The IANA time zone that days and hours belong to; null for UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Only the conversations of this department; null for all.</summary>
    public DepartmentId? DepartmentId { get; init; }

    /// <summary>Only the conversations that this operator has; null for all.</summary>
    public OperatorId? OperatorId { get; init; }
}
