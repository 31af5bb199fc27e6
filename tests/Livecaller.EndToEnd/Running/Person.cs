using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Livecaller.EndToEnd.Running;

/// <summary>Somebody at a browser of their own.</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public Person(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => Errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Errors.Enqueue($"{message.Text} ({message.Location})");
        };
    }

    public IPage Page { get; }

    /// <summary>What the page complained about in the console.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    public Task AllowMicrophoneAsync() => _context.GrantPermissionsAsync(["microphone"]);

    public Task AllowClipboardAsync() => _context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

    /// <summary>Another tab of the same browser.</summary>
    public async Task<Person> OpenTabAsync() => new(_context, await _context.NewPageAsync());

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
