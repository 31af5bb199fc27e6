namespace Livecaller.Blazor;

/// <summary>What the chat component needs to know. Checked when the client of a scope is made.</summary>
public sealed class LivecallerBlazorOptions
{
    /// <summary>The server's address, for example <c>https://chat.example.com/</c>: absolute, http or https.</summary>
    /// <value>Must be set.</value>
    public Uri? ServerUrl { get; set; }

    /// <summary>The widget's id, from the dashboard.</summary>
    /// <value>None: the first mounted <see cref="LivecallerApp"/> names it. Set it where pages use the client before a chat is mounted.</value>
    public string? WidgetId { get; set; }

    /// <summary>The language of visitors, as a BCP 47 tag, where the component names none.</summary>
    /// <value><c>en</c></value>
    public string Language { get; set; } = "en";

    /// <summary>The key under which the browser keeps the session. Two apps on one origin need two keys.</summary>
    /// <value><c>livecaller.session</c></value>
    public string StorageKey { get; set; } = "livecaller.session";

    /// <summary>The last word on the client's options: another store, a test's handler or clock.</summary>
    /// <value>Nothing is changed.</value>
    public Func<IServiceProvider, LivecallerOptions, LivecallerOptions>? ConfigureClient { get; set; }
}
