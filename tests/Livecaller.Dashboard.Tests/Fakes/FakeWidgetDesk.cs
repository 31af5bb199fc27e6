using Livecaller.Protocol;
using Livecaller.Server;
using Livecaller.Server.Widgets;

namespace Livecaller.Dashboard.Tests.Fakes;

/// <summary>One widget in memory.</summary>
internal sealed class FakeWidgetDesk : IWidgetService
{
    internal const string Secret = "s3cr3t-of-the-widget-0123456789abcdef";

    private string _secret = Secret;

    internal OperatorWidgetPayload Widget { get; private set; } = new()
    {
        Id = new("wgt_2m5c8"),
        Name = "Lamp shop",
        AllowedOrigins = ["https://shop.example"],
        Features = WidgetFeatureNames.All,
        Fields = [],
        Settings = new() { MessageTypingPreview = true },
    };

    public Task<IReadOnlyList<OperatorWidgetPayload>> ListAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<OperatorWidgetPayload>>([Widget]);

    public Task<Outcome<OperatorWidgetPayload>> FindAsync(WidgetId id, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<OperatorWidgetPayload>>(Widget);

    public Task<Outcome<OperatorWidgetPayload>> UpdateAsync(WidgetId id, WidgetRequest request, CancellationToken cancellationToken = default)
    {
        if (request.AllowedOrigins?.FirstOrDefault(o => !Uri.TryCreate(o, UriKind.Absolute, out _)) is { } wrong)
        {
            return Task.FromResult<Outcome<OperatorWidgetPayload>>(new Problem
            {
                Status = 422,
                Errors = new Dictionary<string, IReadOnlyList<string>> { ["allowed_origins"] = [$"'{wrong}' is no origin."] },
            });
        }

        Widget = Widget with
        {
            AllowedOrigins = request.AllowedOrigins ?? Widget.AllowedOrigins,
            Features = request.Features ?? Widget.Features,
            Fields = request.Fields ?? Widget.Fields,
            Settings = request.Settings ?? Widget.Settings,
        };
        return Task.FromResult<Outcome<OperatorWidgetPayload>>(Widget);
    }

    public Task<Outcome<string>> ReadSecretAsync(WidgetId id, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<string>>(_secret);

    public Task<Outcome<string>> RotateSecretAsync(WidgetId id, CancellationToken cancellationToken = default)
    {
        _secret = Secret + "2";
        return Task.FromResult<Outcome<string>>(_secret);
    }
}
