using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Livecaller.Blazor.Chat;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Localization;

/// <summary>
/// By the browser's <c>Intl</c>, in WebAssembly: an app loads the globalization data of one culture there, or of none,
/// while the browser knows every language, calendar and clock. What was written once is kept.
/// </summary>
internal sealed class BrowserTimeFormats(IJSInProcessObjectReference module) : ITimeFormats
{
    private const int Most = 5_000;

    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);
    private (string Language, string Zone) _of;

    public void Prepare(IReadOnlyList<ConversationMessage> messages, int first, int end, ChatContext context)
    {
        var old = context.Now.AddDays(-1);
        var wanted = new List<string>();
        for (var i = first; i < end; i++)
        {
            var moment = messages[i].Payload.CreatedAt;
            Want(wanted, Key('f', moment), context);
            if (moment <= old) Want(wanted, Key('t', moment), context);
        }

        Write(wanted, context);
    }

    public string Clock(DateTimeOffset moment, ChatContext context) => Get(Key('t', moment), context);

    public string Exact(DateTimeOffset moment, ChatContext context) => Get(Key('f', moment), context);

    public string Date(DateOnly day, bool withYear, ChatContext context) => Get(Key(withYear ? 'D' : 'M', NoonOf(day)), context);

    public string Weekday(DateOnly day, ChatContext context) => Get(Key('W', NoonOf(day)), context);

    private static DateTimeOffset NoonOf(DateOnly day) => new(day.ToDateTime(new(12, 0)), TimeSpan.Zero);

    // Times are displayed to the minute.
    private static string Key(char format, DateTimeOffset moment) =>
        format + (moment.ToUnixTimeSeconds() / 60 * 60_000).ToString(CultureInfo.InvariantCulture);

    private string Get(string key, ChatContext context)
    {
        List<string> wanted = [];
        Want(wanted, key, context);
        Write(wanted, context);
        return _written.GetValueOrDefault(key, "");
    }

    private void Want(List<string> wanted, string key, ChatContext context)
    {
        var of = (context.Texts.Language, context.Zone.Id);
        if (of != _of || _written.Count > Most) _written.Clear();
        _of = of;
        if (!_written.ContainsKey(key)) wanted.Add(key);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Strings and lists of strings: nothing that trimming takes away.")]
    private void Write(List<string> wanted, ChatContext context)
    {
        if (wanted.Count == 0) return;
        var texts = module.Invoke<string[]>("format", context.Texts.Language, context.Zone.Id, wanted.ToArray());
        for (var i = 0; i < wanted.Count; i++) _written[wanted[i]] = texts[i];
    }
}
