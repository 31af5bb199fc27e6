namespace Livecaller.Testing;

/// <summary>Configures a <see cref="LivecallerTestHost"/>.</summary>
public sealed record LivecallerTestHostOptions
{
    /// <summary>The address of the host. Nothing listens there: calls stay in memory.</summary>
    public static Uri ServerUrl { get; } = new("https://livecaller.test/");

    /// <summary>A widget with all features, without departments and fields, that accepts images, texts, documents and recordings of up to 1 MB.</summary>
    public static WidgetConfiguration DefaultWidget { get; } = new()
    {
        Id = new("test-widget"),
        Name = "Test",
        Features = [.. WidgetFeatureNames.All.Select(name => new WidgetFeature { Name = name })],
        AcceptedExtensions = ["png", "jpg", "jpeg", "gif", "webp", "txt", "pdf", "webm", "ogg", "mp3", "wav", "m4a"],
        MaxAttachmentBytes = 1024 * 1024,
        MaxMessageCharacters = 10_000,
        Realtime = new()
        {
            Key = "test-key",
            Host = ServerUrl.Host,
            Port = 443,
            Scheme = "wss",
            AuthEndpoint = new Uri(ServerUrl, "v1/widget/broadcasting/auth").AbsoluteUri,
        },
    };

    /// <summary>The configuration of the widget. Its <see cref="WidgetConfiguration.Realtime"/> is replaced by the host's own.</summary>
    /// <value><see cref="DefaultWidget"/></value>
    public WidgetConfiguration WidgetConfiguration { get; init; } = DefaultWidget;

    /// <summary>The initial time of the fake clock.</summary>
    /// <value>2026-03-02 09:00 UTC, a Monday</value>
    public DateTimeOffset StartTime { get; init; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The secret of the widget that signs identity tokens. Set your backend's secret if your test uses its tokens.</summary>
    /// <value>A secret of the test host.</value>
    public string JwtSecret { get; init; } = "the-secret-of-the-livecaller-test-host";

    /// <summary>
    /// The base address of the links of attachments. If a browser has to load them, set an address of your own test server, and forward its requests to
    /// the <see cref="LivecallerOptions.HttpHandler"/> of <see cref="LivecallerTestHost.CreateOptions"/>.
    /// </summary>
    /// <value><see cref="ServerUrl"/></value>
    public Uri LinkBase { get; init; } = ServerUrl;

    /// <summary>The name of <see cref="LivecallerTestHost.Operator"/>.</summary>
    /// <value><c>Olivia</c></value>
    public string OperatorName { get; init; } = "Olivia";

    /// <summary>Who is there and how fast answers come.</summary>
    /// <value>null: the operator is there, and the times are unknown</value>
    public WidgetAvailability? Availability { get; init; }
}
