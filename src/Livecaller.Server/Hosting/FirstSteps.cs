using Livecaller.Server.Operators;

namespace Livecaller.Server.Hosting;

// Finds out how the first operator gets in. Once somebody has signed in, there is nothing to tell.
internal static class FirstSteps
{
    public static async Task<FirstLogin?> FindAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<LivecallerDbContext>();
        if (await db.OperatorSessions.AnyAsync(cancellationToken).ConfigureAwait(false)) return null;
        var first = services.GetRequiredService<FirstOperator>();
        var accounts = await db.Users.OrderBy(u => u.Id).Select(u => u.Email).Take(2).ToListAsync(cancellationToken).ConfigureAwait(false);
        var widget = await db.Widgets.OrderBy(w => w.CreatedAt).Select(w => w.Id).FirstAsync(cancellationToken).ConfigureAwait(false);
        return new()
        {
            WidgetId = new(widget),
            OperatorEmail = accounts is [var email] ? email : null,
            SetupToken = await first.IsMissingAsync(cancellationToken).ConfigureAwait(false) ? first.NewToken() : null,
        };
    }
}

/// <summary>How the first operator gets in.</summary>
internal sealed record FirstLogin
{
    /// <summary>The first widget.</summary>
    public required WidgetId WidgetId { get; init; }

    /// <summary>The address of the only account; null when there is none, or several.</summary>
    public string? OperatorEmail { get; init; }

    /// <summary>The token of the link that creates the first account; null when there is an account.</summary>
    public string? SetupToken { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"FirstLogin {{ WidgetId = {WidgetId}, OperatorEmail = {OperatorEmail} }}";
}
