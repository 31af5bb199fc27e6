using Livecaller.Server.Operators;

namespace Livecaller.Server.Audit;

/// <summary>The log of administrative acts. Every call is refused with 401 when the caller's session has ended, and with 403 without the permission.</summary>
public interface IAuditLogService
{
    /// <summary>Lists entries, newest first.</summary>
    Task<Outcome<DataPage<AuditEntryPayload>>> ListAsync(OperatorCaller caller, AuditQuery query, CancellationToken cancellationToken = default);
}

/// <summary>Which entries of the audit log are listed.</summary>
public sealed record AuditQuery
{
    /// <summary>Only what this operator did; null for all.</summary>
    public OperatorId? Actor { get; init; }

    /// <summary>Only this action, or with a dot at the end all actions that begin with it; null for all.</summary>
    public string? Action { get; init; }

    /// <summary>Only what was done at this time or later; null for all.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only what was done before this time; null for all.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>At most so many, 1 to 500; null for 50.</summary>
    public int? Limit { get; init; }

    /// <summary>Only entries before the one with this id, for the next page.</summary>
    public string? Before { get; init; }
}
