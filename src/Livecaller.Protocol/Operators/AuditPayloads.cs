using System.Text.Json;

namespace Livecaller.Protocol;

/// <summary>An administrative act.</summary>
public sealed record AuditEntryPayload
{
    /// <summary>The entry's id. Later entries have larger ones.</summary>
    public required string Id { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who did it.</summary>
    public required AuditActorPayload Actor { get; init; }

    /// <summary>What was done, for example <c>operator.updated</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to.</summary>
    public required AuditTargetPayload Target { get; init; }

    /// <summary>The values that were changed, as they were before; null for something new. Secrets are left out.</summary>
    public JsonElement? Before { get; init; }

    /// <summary>The values that were changed, as they are since then; null for something that was removed. Secrets are left out.</summary>
    public JsonElement? After { get; init; }
}

/// <summary>Who did an administrative act.</summary>
public sealed record AuditActorPayload
{
    /// <summary>The operator; null for a command, or the application that the server runs in.</summary>
    public OperatorId? Id { get; init; }

    /// <summary>The operator's name at that time.</summary>
    public required string Name { get; init; }

    /// <summary><c>dashboard</c>, <c>api</c>, <c>api_key</c>, <c>application</c> or <c>command</c>.</summary>
    public required string Via { get; init; }

    /// <summary>The name of the API key; null without one.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The network address that the call came from, or that the dashboard's session began from; null when it is unknown.</summary>
    public string? Address { get; init; }
}

/// <summary>What an administrative act was done to.</summary>
/// <param name="Type">For example <c>operator</c> or <c>widget</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name at that time.</param>
public sealed record AuditTargetPayload(string Type, string Id, string Name);
