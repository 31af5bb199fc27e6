using System.Text.Json;
using Livecaller.Blazor.Frame;
using Microsoft.JSInterop;

namespace Livecaller.Widget;

/// <summary>Communicates with the surrounding page through <c>frame/bridge.js</c>, which verifies the page's origin.</summary>
public sealed class PageBridge(IJSRuntime js) : IAsyncDisposable
{
    private DotNetObjectReference<PageBridge>? _self;
    private IJSObjectReference? _module;
    private FrameApp? _app;
    private bool _ready;

    /// <summary>Waits for the page's greeting.</summary>
    internal async Task<PageGreeting> AttachAsync(FrameApp app)
    {
        _app = app;
        _self = DotNetObjectReference.Create(this);
        _module = await js.InvokeAsync<IJSObjectReference>("import", "./frame/bridge.js");
        var greeting = await _module.InvokeAsync<JsonElement>("greeting");
        return new PageGreeting(
            greeting.GetProperty("framed").GetBoolean(),
            greeting.GetProperty("locale").GetString(),
            greeting.GetProperty("open").GetBoolean());
    }

    /// <summary>Starts executing commands of the page, beginning with queued ones.</summary>
    internal async Task ReadyAsync()
    {
        if (_ready || _module is null) return;
        _ready = true;
        await _module.InvokeVoidAsync("ready", _self);
    }

    /// <summary>Called when the page sends a command.</summary>
    [JSInvokable]
    public Task OnCommandAsync(string command, string? value) => _app?.ObeyAsync(command, value) ?? Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_module is not null) await _module.DisposeAsync();
        _self?.Dispose();
    }

    internal Task SendAsync(string type, object? value = null) => SendJsonAsync(type, value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A value of type {value.GetType().Name} can't be sent.", nameof(value)),
    });

    /// <summary>Sends a public event with the server's JSON to the page.</summary>
    internal Task TellAsync(LivecallerEvent e)
    {
        var name = e.Type.ToString();
        var data = e.Raw.ValueKind == JsonValueKind.Undefined ? "null" : e.Raw.GetRawText();
        return SendJsonAsync(PageMessages.Event, $$"""{"name":"{{char.ToLowerInvariant(name[0])}}{{name[1..]}}","data":{{data}}}""");
    }

    /// <summary>Shows a message in short next to the page's button, or removes it.</summary>
    internal Task TeaseAsync(TeaserContent? content, string dismiss) => SendJsonAsync(PageMessages.Teaser, content is null ? "null"
        : $$"""{"name":"{{JsonEncodedText.Encode(content.Name)}}","initials":"{{JsonEncodedText.Encode(content.Initials)}}","text":"{{JsonEncodedText.Encode(content.Text)}}","dismiss":"{{JsonEncodedText.Encode(dismiss)}}"}""");

    /// <summary>Notifies the page that a command failed.</summary>
    internal Task RefuseAsync(string command, string reason) =>
        SendJsonAsync(PageMessages.Refused, $$"""{"command":"{{command}}","reason":"{{JsonEncodedText.Encode(reason)}}"}""");

    private Task SendJsonAsync(string type, string json) => _module?.InvokeVoidAsync("send", type, json).AsTask() ?? Task.CompletedTask;
}
