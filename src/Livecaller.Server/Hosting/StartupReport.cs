using Livecaller.Protocol;

namespace Livecaller.Server.Hosting;

/// <summary>What the host prints once the server has started. A singleton service, filled during the start.</summary>
public sealed class StartupReport
{
    /// <summary>What the first start made; null on every later start.</summary>
    public SeedResult? Seed { get; internal set; }
}

/// <summary>What the first start made.</summary>
public sealed record SeedResult
{
    /// <summary>The first widget.</summary>
    public required WidgetId WidgetId { get; init; }

    /// <summary>The first operator's e-mail address.</summary>
    public required string OperatorEmail { get; init; }

    /// <summary>The first operator's password, only where it was generated: print it now, it is kept hashed.</summary>
    public string? GeneratedPassword { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"SeedResult {{ WidgetId = {WidgetId}, OperatorEmail = {OperatorEmail} }}";
}
