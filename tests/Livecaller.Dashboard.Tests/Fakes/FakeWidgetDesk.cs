using Livecaller.Protocol;
using Livecaller.Server;
using Livecaller.Server.Widgets;

namespace Livecaller.Dashboard.Tests.Fakes;

/// <summary>One widget in memory.</summary>
internal sealed class FakeWidgetDesk : IWidgetService
{
    internal const string Secret = "s3cr3t-of-the-widget-0123456789abcdef";

    internal WidgetDetails Widget { get; private set; } = new()
    {
        Id = new("wgt_2m5c8"),
        Name = "Lamp shop",
        JwtSecret = Secret,
        AllowedOrigins = ["https://shop.example"],
        Features = WidgetFeatureNames.All,
        Fields = [],
        Settings = new(),
        MessageTypingPreview = true,
    };

    public Task<IReadOnlyList<WidgetDetails>> ListAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<WidgetDetails>>([Widget]);

    public Task<Outcome<WidgetDetails>> FindAsync(WidgetId id, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<WidgetDetails>>(Widget);

    public Task<Outcome<WidgetDetails>> UpdateAsync(WidgetId id, WidgetChange change, CancellationToken cancellationToken = default)
    {
        if (change.AllowedOrigins?.FirstOrDefault(o => !Uri.TryCreate(o, UriKind.Absolute, out _)) is { } wrong)
        {
            return Task.FromResult<Outcome<WidgetDetails>>(new Problem
            {
                Status = 422,
                Errors = new Dictionary<string, IReadOnlyList<string>> { ["allowed_origins"] = [$"'{wrong}' is no origin."] },
            });
        }

        Widget = Widget with
        {
            AllowedOrigins = change.AllowedOrigins ?? Widget.AllowedOrigins,
            Features = change.Features ?? Widget.Features,
            Fields = change.Fields ?? Widget.Fields,
            Settings = change.Settings ?? Widget.Settings,
            MessageTypingPreview = change.MessageTypingPreview ?? Widget.MessageTypingPreview,
        };
        return Task.FromResult<Outcome<WidgetDetails>>(Widget);
    }

    public Task<Outcome<WidgetDetails>> RotateSecretAsync(WidgetId id, CancellationToken cancellationToken = default)
    {
        Widget = Widget with { JwtSecret = Secret + "2" };
        return Task.FromResult<Outcome<WidgetDetails>>(Widget);
    }
}
