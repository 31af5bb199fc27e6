using Livecaller.Protocol;

namespace Livecaller.Testing;

/// <summary>How a <see cref="LivecallerTestHost"/> is set up.</summary>
public sealed record LivecallerTestHostOptions
{
    /// <summary>The address at which the host seems to be. Nothing listens there: calls stay in memory.</summary>
    public static Uri ServerUrl { get; } = new("https://livecaller.test/");

    /// <summary>A widget with every feature, without departments and fields, that takes pictures, texts, documents and recordings up to 1 MB.</summary>
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

    /// <summary>What the widget offers. Its <see cref="WidgetConfiguration.Realtime"/> is replaced by the host's own.</summary>
    /// <value><see cref="DefaultWidget"/></value>
    public WidgetConfiguration WidgetConfiguration { get; init; } = DefaultWidget;

    /// <summary>What the fake clock shows at first.</summary>
    /// <value>2026-03-02 09:00 UTC, a Monday</value>
    public DateTimeOffset StartTime { get; init; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The secret of the widget, with which identity tokens are signed. Give your backend's, when your test runs your own issuer.</summary>
    /// <value>A secret of the test host's own</value>
    public string JwtSecret { get; init; } = "the-secret-of-the-livecaller-test-host";

    /// <summary>
    /// What the links of attachments start with. Where a real browser shall load them, give an address of your own test server, and hand
    /// what it is asked for on to the <see cref="LivecallerOptions.HttpHandler"/> of <see cref="LivecallerTestHost.CreateOptions"/>.
    /// </summary>
    /// <value><see cref="ServerUrl"/></value>
    public Uri LinkBase { get; init; } = ServerUrl;

    /// <summary>The name of <see cref="LivecallerTestHost.Operator"/>.</summary>
    /// <value><c>Olivia</c></value>
    public string OperatorName { get; init; } = "Olivia";
}
