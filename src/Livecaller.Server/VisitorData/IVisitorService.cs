using Livecaller.Server.Operators;

namespace Livecaller.Server.VisitorData;

/// <summary>
/// What operators know of visitors, and the export and erasure of everything that is stored about one. Every call is refused with 401 when the caller's
/// session has ended, and with 403 without the permission.
/// </summary>
public interface IVisitorService
{
    /// <summary>Lists visitors, those first who were first seen last. Visitors without identity and conversation are left out.</summary>
    Task<Outcome<DataPage<VisitorProfilePayload>>> ListAsync(OperatorCaller caller, VisitorQuery query, CancellationToken cancellationToken = default);

    /// <summary>Reads what is known of a visitor; 404 when there is none.</summary>
    Task<Outcome<VisitorProfilePayload>> FindAsync(OperatorCaller caller, VisitorId id, CancellationToken cancellationToken = default);

    /// <summary>Changes what operators note about a visitor; 409 when somebody else has changed the notes meanwhile.</summary>
    Task<Outcome<VisitorProfilePayload>> UpdateAsync(OperatorCaller caller, VisitorId id, UpdateVisitorRequest request, CancellationToken cancellationToken = default);

    /// <summary>Records an export of everything about a visitor. <see cref="OpenExportAsync"/> returns the file.</summary>
    Task<Outcome<JobPayload>> ExportAsync(OperatorCaller caller, VisitorId id, CancellationToken cancellationToken = default);

    /// <summary>Returns the file of an export that the caller has asked for in the last 24 hours; 404 for any other, and when the visitor was erased.</summary>
    Task<Outcome<VisitorExport>> OpenExportAsync(OperatorCaller caller, string jobId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Erases everything about a visitor, in one transaction: conversations, notes, files, sessions and the profile. The visitor's session has ended then.
    /// What stays is an entry in the audit log.
    /// </summary>
    Task<Outcome<JobPayload>> EraseAsync(OperatorCaller caller, VisitorId id, CancellationToken cancellationToken = default);

    /// <summary>Finds an export or erasure; 404 when there is none.</summary>
    Task<Outcome<JobPayload>> FindJobAsync(OperatorCaller caller, string jobId, CancellationToken cancellationToken = default);
}

/// <summary>Which visitors are listed.</summary>
public sealed record VisitorQuery
{
    /// <summary>Only visitors with these words in name or address, or with this user id; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>Only visitors of this widget; null for all.</summary>
    public WidgetId? WidgetId { get; init; }

    /// <summary>At most so many, 1 to 100; null for 50.</summary>
    public int? Limit { get; init; }

    /// <summary>Only visitors behind this one, for the next page.</summary>
    public VisitorId? Before { get; init; }
}
