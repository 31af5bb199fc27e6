namespace Livecaller.Server.Hosting;

/// <summary>What <c>RunLivecallerAsync()</c> prints once the server has started.</summary>
internal sealed class StartupReport
{
    /// <summary>What the first start created; null on every later start.</summary>
    public SeedResult? Seed { get; set; }
}

/// <summary>What the first start created.</summary>
internal sealed record SeedResult
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
