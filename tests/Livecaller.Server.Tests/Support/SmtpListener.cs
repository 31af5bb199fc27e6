using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Livecaller.Server.Tests.Support;

/// <summary>A mail server on a loopback port, as small as one can be: it takes what it is sent, unless it is told to refuse.</summary>
public sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly ConcurrentQueue<string> _mails = new();
    private readonly Task _accepting;
    private int _asked;

    public SmtpListener()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The answer to each recipient; null takes it.</summary>
    public string? RefuseRecipient { get; set; }

    /// <summary>How often a recipient was named.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public IReadOnlyList<string> Mails => [.. _mails];

    public (string Key, string Value)[] Settings =>
    [
        ("Livecaller:Mail:Host", "127.0.0.1"), ("Livecaller:Mail:Port", Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("Livecaller:Mail:From", "Fern & Oak <chat@fern.example>"), ("Livecaller:Mail:UseTls", "false"),
    ];

    /// <summary>The next mail, envelope first.</summary>
    public async Task<string> NextAsync()
    {
        Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "No mail has come.");
        _mails.TryDequeue(out var mail);
        return mail!;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ended.Dispose();
        _arrived.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = TalkAsync(await _listener.AcceptTcpClientAsync(_ended.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            Task SayAsync(string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _ended.Token).AsTask();

            await SayAsync("220 test");
            var mail = new StringBuilder();
            while (await reader.ReadLineAsync(_ended.Token) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                if (verb is "MAIL" or "RCPT") mail.Append(line).Append('\n');
                if (verb == "RCPT") Interlocked.Increment(ref _asked);
                if (verb == "RCPT" && RefuseRecipient is { } refusal) await SayAsync(refusal);
                else if (verb == "DATA") await TakeAsync();
                else await SayAsync(verb == "QUIT" ? "221 bye" : "250 ok");
                if (verb == "QUIT") return;
            }

            async Task TakeAsync()
            {
                await SayAsync("354 go on");
                while (await reader.ReadLineAsync(_ended.Token) is { } text and not ".") mail.Append(text).Append('\n');
                _mails.Enqueue(mail.ToString());
                mail.Clear();
                await SayAsync("250 taken");
                _arrived.Release();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The other side went away, or the test is over.
        }
    }
}
