using System.Collections.Concurrent;
using System.Text;
using Livecaller.Session;

namespace Livecaller.Testing.Tests.Fence;

/// <summary>An app on a device that two users share, and what of one was seen at the other.</summary>
internal sealed class SharedApp : IAsyncDisposable
{
    private readonly LivecallerTestHost _host = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-fence-").FullName;
    private readonly ConcurrentQueue<string> _leaks = new();
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly List<Task> _underWay = [];
    private LivecallerClient _client = null!;
    private readonly SemaphoreSlim _switching = new(1, 1);
    private int _count;

    private SharedApp()
    {
    }

    public IEnumerable<string> Leaks => _leaks;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<SharedApp> StartAsync()
    {
        var app = new SharedApp();
        await app.BeginAsync();
        return app;
    }

    public IEnumerable<string> TextsOf(string user) => _host.Conversations.Where(c => c.Visitor.UserId == user)
        .SelectMany(c => _host.MessagesOf(c.Id)).Select(m => m.Content);

    public async Task DoAsync(Step step)
    {
        // Numbered, so that each text is there once in the whole run.
        var number = ++_count;
        var doing = step.Act switch
        {
            Act.LoginZoe => SwitchAsync(() => _client.UserLoginAsync(_host.IssueToken("zoe"), Ct)),
            Act.LoginKim => SwitchAsync(() => _client.UserLoginAsync(_host.IssueToken("kim"), Ct)),
            Act.Logout => SwitchAsync(() => _client.UserLogoutAsync(Ct)),
            Act.Send => SendAsync(number, withFile: false),
            Act.SendFile => SendAsync(number, withFile: true),
            Act.OperatorAnswersZoe => AnswerAsync("zoe", number),
            Act.OperatorAnswersKim => AnswerAsync("kim", number),
            Act.Restart => RestartAsync(),
            Act.PauseAndResume => PauseAndResumeAsync(),
            _ => Fault(step.Act),
        };
        _underWay.Add(doing);
        if (step.Waits) await SettledAsync(doing);
    }

    public Task HearsAsync(string text) => _host.UntilAsync(() => _heard.Contains(text), cancellationToken: Ct);

    /// <summary>The network is well again, everything that is under way ends, and each user looks once more.</summary>
    public async Task FinishAsync()
    {
        _host.Faults.GoOnline();
        await SettledAsync(Task.WhenAll(_underWay));
        foreach (var login in new[] { Act.LoginZoe, Act.LoginKim })
        {
            await DoAsync(new(login, Waits: true));
            await DoAsync(new(Act.Send, Waits: true));
            await _host.PassAsync(TimeSpan.FromSeconds(2), Ct);
            await SwitchAsync(() => Task.CompletedTask);
        }

        foreach (var conversation in _host.Conversations)
        {
            var stranger = Other(conversation.Visitor.UserId);
            foreach (var message in _host.MessagesOf(conversation.Id))
            {
                Check(stranger, message.Content, "a stored message");
                foreach (var file in message.Attachments) Check(stranger, file.Name, "a stored file");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _host.DisposeAsync();
        _switching.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task BeginAsync()
    {
        var options = _host.CreateOptions() with { SessionStore = new FileSessionStore(Path.Combine(_folder, "session.json")) };
        _client = await LivecallerClient.CreateAsync(options, Ct);
        var current = _client.Visitor?.UserId;
        // One listener for all: it hears of the switch and of what is told before and after it in their order.
        _client.Events.On<LivecallerEvent>(e =>
        {
            if (e is VisitorChanged changed) current = changed.Visitor?.UserId;
            if (e is ConversationMessageReceived received) _heard.Enqueue(received.Message.Content);
            Check(Other(current), e.Raw.ValueKind == System.Text.Json.JsonValueKind.Undefined ? e.ToString() : e.Raw.GetRawText(), $"the event {e.Type}");
        });
        await _client.StartBackgroundEventsAsync(Ct);
    }

    private async Task SwitchAsync(Func<Task> act)
    {
        // One after the other, as the screen of an app has it. While one user follows the other, the files are the next one's already.
        await _switching.WaitAsync(Ct);
        try
        {
            await EndedAsync(act());
            LookAtFiles();
        }
        finally
        {
            _switching.Release();
        }
    }

    private async Task SendAsync(int number, bool withFile)
    {
        var client = _client;
        var before = client.Visitor?.UserId;
        var conversation = await client.OpenConversationAsync(Ct);
        // Somebody else may have come while it opened: then nobody knows whose it is.
        if (before is null || client.Visitor?.UserId != before || conversation.Snapshot.Info is { } info && OwnerOf(info.Id.Value) != before) return;
        using var screen = conversation.Subscribe(s => LookAtScreen(Other(before), s));
        var text = $"{before}: {number}";
        var file = new AttachmentUpload { Name = $"of {before} {number}.txt", ContentType = "text/plain", Content = new MemoryStream(Encoding.UTF8.GetBytes(text)) };
        var message = await conversation.SendAsync(new() { Content = text, Uploads = withFile ? [file] : [] }, Ct);
        await conversation.WaitUntilSentAsync(message.Id, Ct);
    }

    private async Task AnswerAsync(string user, int number)
    {
        if (_host.Conversations.FirstOrDefault(c => c.Visitor.UserId == user && c.Info.IsOpen) is { } conversation)
        {
            await _host.Operator.SaysAsync($"for {user}: {number}", conversation.Id);
        }
    }

    private async Task RestartAsync()
    {
        await _switching.WaitAsync(Ct);
        try
        {
            await _client.DisposeAsync();
            await BeginAsync();
        }
        finally
        {
            _switching.Release();
        }
    }

    private async Task PauseAndResumeAsync()
    {
        await _client.PauseAsync(Ct);
        await _client.ResumeAsync(Ct);
    }

    private Task Fault(Act act)
    {
        if (act == Act.DropConnection) _host.Faults.DropConnection();
        else if (act == Act.GoOffline) _host.Faults.GoOffline();
        else if (act == Act.GoOnline) _host.Faults.GoOnline();
        else if (act == Act.LoseAnswer) _host.Faults.LoseAnswer();
        else _host.Faults.BreakUploadAfter(3);
        return Task.CompletedTask;
    }

    // Offline, a call may take until the network is back: then it goes on beside the next steps.
    private async Task SettledAsync(Task doing)
    {
        var ended = EndedAsync(doing);
        for (var i = 0; i < 30 && !ended.IsCompleted; i++) await _host.PassAsync(TimeSpan.FromMilliseconds(300), Ct);
    }

    private static async Task EndedAsync(Task doing)
    {
        try
        {
            await doing;
        }
        catch (Exception e) when (e is OperationCanceledException or LivecallerException or ObjectDisposedException)
        {
            // The network, the operator of the host or the next user was quicker.
        }
    }

    private void LookAtFiles()
    {
        if (_client.Visitor?.UserId is not { } user) return;
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            try
            {
                Check(Other(user), File.ReadAllText(file), Path.GetFileName(file));
            }
            catch (IOException)
            {
                // It was replaced, or is the lock.
            }
        }
    }

    private void LookAtScreen(string? stranger, ConversationSnapshot snapshot)
    {
        foreach (var message in snapshot.Messages) Check(stranger, message.Payload.Content, "the screen");
    }

    private string? OwnerOf(string conversation) => _host.Conversations.FirstOrDefault(c => c.Id.Value == conversation)?.Visitor.UserId;

    private static string? Other(string? user) => user switch
    {
        "zoe" => "kim",
        "kim" => "zoe",
        _ => null,
    };

    private void Check(string? stranger, string text, string where)
    {
        if (stranger is not null && text.Contains(stranger, StringComparison.Ordinal)) _leaks.Enqueue($"{stranger} in {where}: {text}");
    }
}
