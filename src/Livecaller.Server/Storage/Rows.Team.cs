using Livecaller.Server.Team;

namespace Livecaller.Server.Storage;

// What operators and administrators set beside the account of ASP.NET Core Identity. Missing until something is set.
internal sealed class OperatorProfileRow
{
    public Guid OperatorId { get; set; }
    public OperatorAvailability Availability { get; set; }
    public string? Language { get; set; }
    public string? NotificationsJson { get; set; }

    /// <summary>Whether messages of the dashboard are sent without the time in which they can be taken back.</summary>
    public bool SendsAtOnce { get; set; }

    /// <summary>How many open conversations the operator takes at the same time; null for no limit.</summary>
    public int? MaxConversations { get; set; }
}

// A time during which an operator was online. It is extended while a session of the operator is used.
internal sealed class OperatorPresenceRow
{
    public Guid OperatorId { get; set; }
    public DateTimeOffset From { get; set; }
    public DateTimeOffset Until { get; set; }
}

// A department that an operator works in.
internal sealed class OperatorDepartmentRow
{
    public Guid OperatorId { get; set; }
    public required string DepartmentId { get; set; }
}

// The invitation of an operator. It is deleted when it is accepted.
internal sealed class OperatorInvitationRow
{
    public Guid OperatorId { get; set; }

    /// <summary>SHA-256 of the token in hexadecimal. The token has 256 random bits, so nobody finds it by trying.</summary>
    public required string TokenHash { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}

// A key of the operator API. Its id is the one of the session that its calls are made in.
internal sealed class ApiKeyRow
{
    public required string Id { get; set; }
    public required string Name { get; set; }

    /// <summary>SHA-256 of the key in hexadecimal. The key has 256 random bits, so nobody finds it by trying.</summary>
    public required string Hash { get; set; }

    /// <summary>The first characters of the key.</summary>
    public required string Prefix { get; set; }

    /// <summary>The names of permissions, separated by spaces.</summary>
    public required string Scopes { get; set; }
}

// An administrative act. Rows are only added.
internal sealed class AuditRow
{
    /// <summary>A UUID of version 7, so that ids are ordered by time.</summary>
    public required string Id { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public Guid? ActorId { get; set; }
    public required string ActorName { get; set; }
    public required string Via { get; set; }
    public string? ApiKey { get; set; }
    public string? Address { get; set; }
    public required string Action { get; set; }
    public required string TargetType { get; set; }
    public required string TargetId { get; set; }
    public required string TargetName { get; set; }
    public string? BeforeJson { get; set; }
    public string? AfterJson { get; set; }
}
