using Livecaller.Connection;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Issues;

/// <summary>
/// The server, the app's backend or the network hangs while the device suspends the app, which it kills when that takes long. The clock stands
/// still in these tests: whoever waits for a time-out waits in vain.
/// </summary>
public sealed class HangingServerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public enum Ending
    {
        Pause,
        Dispose,
    }

    private Task EndAsync(Chat chat, Ending ending) => ending == Ending.Pause ? chat.Client.PauseAsync(_ct) : chat.Client.DisposeAsync().AsTask();

    /// <summary>Lets the calls whose address has this part hang, as those of a handler that ignores its cancellation.</summary>
    private static Task HangAsync(Chat chat, string part)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        chat.Server.Intercept = (r, _) =>
        {
            if (!r.RequestUri!.AbsolutePath.EndsWith(part, StringComparison.Ordinal)) return Task.FromResult<HttpResponseMessage?>(null);
            asked.TrySetResult();
            return new TaskCompletionSource<HttpResponseMessage?>().Task;
        };
        return asked.Task.WaitAsync(Patience);
    }

    [Theory]
    [InlineData(Ending.Pause)]
    [InlineData(Ending.Dispose)]
    public async Task Login_that_hangs_is_cancelled_and_those_behind_it_too(Ending ending)
    {
        await using var chat = await Chat.StartAsync();
        var hanging = HangAsync(chat, "/auth/login");
        var logins = Enumerable.Range(0, 3).Select(_ => chat.Client.UserLoginAsync("ann", _ct)).ToArray();
        await hanging;
        await EndAsync(chat, ending).WaitAsync(Patience, _ct);
        foreach (var login in logins)
        {
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => login.WaitAsync(Patience, _ct));
            Assert.True(failure is LivecallerUnavailableException || (ending == Ending.Dispose && failure is ObjectDisposedException), $"{failure}");
        }

        if (ending == Ending.Dispose) return;
        chat.Server.Intercept = null;
        await chat.Client.UserLoginAsync("ann", _ct);
        Assert.Equal("ann", chat.Client.Visitor?.UserId);
    }

    [Theory]
    [InlineData(Ending.Pause)]
    [InlineData(Ending.Dispose)]
    public async Task First_sign_in_that_hangs_is_cancelled(Ending ending)
    {
        await using var chat = await Chat.StartAsync();
        var hanging = HangAsync(chat, "/auth/login");
        var opening = chat.Client.OpenConversationAsync(_ct);
        await hanging;
        await EndAsync(chat, ending).WaitAsync(Patience, _ct);
        await Assert.ThrowsAsync<LivecallerUnavailableException>(() => opening.WaitAsync(Patience, _ct));
    }

    [Theory]
    [InlineData(Ending.Pause)]
    [InlineData(Ending.Dispose)]
    public async Task Logout_that_hangs_is_done_here_all_the_same(Ending ending)
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.UserLoginAsync("ann", _ct);
        var hanging = HangAsync(chat, "/auth/logout");
        var logout = chat.Client.UserLogoutAsync(_ct);
        await hanging;
        await EndAsync(chat, ending).WaitAsync(Patience, _ct);
        await logout.WaitAsync(Patience, _ct);
        Assert.Null(chat.Client.Visitor);
        Assert.Null(await chat.Store.LoadAsync(_ct));
    }

    [Theory]
    [InlineData(Ending.Pause)]
    [InlineData(Ending.Dispose)]
    public async Task Renewal_that_hangs_is_cancelled(Ending ending)
    {
        var provider = new Provider();
        await using var chat = new Chat { TokenProvider = provider.AskAsync };
        await chat.CreateAsync();
        await chat.Client.OpenConversationAsync(_ct);
        var hanging = HangAsync(chat, "/auth/visitor");
        chat.Time.Advance(TimeSpan.FromSeconds(950));
        await hanging;
        await EndAsync(chat, ending).WaitAsync(Patience, _ct);
    }

    [Theory]
    [InlineData(Ending.Pause)]
    [InlineData(Ending.Dispose)]
    public async Task Provider_that_hangs_holds_nobody_up(Ending ending)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var chat = new Chat
        {
            TokenProvider = _ =>
            {
                asked.TrySetResult();
                return new(new TaskCompletionSource<string?>().Task);
            },
        };
        await chat.CreateAsync();
        var opening = chat.Client.OpenConversationAsync(_ct);
        await asked.Task.WaitAsync(Patience, _ct);
        await EndAsync(chat, ending).WaitAsync(Patience, _ct);
        if (ending == Ending.Dispose) await Assert.ThrowsAnyAsync<Exception>(() => opening.WaitAsync(Patience, _ct));
    }

    [Theory]
    [InlineData(Ending.Pause)]
    [InlineData(Ending.Dispose)]
    public async Task Socket_whose_opening_hangs_holds_nobody_up(Ending ending)
    {
        var sockets = new HangingSockets();
        await using var chat = new Chat();
        await using var client = await LivecallerClient.CreateAsync(chat.Options with { SocketFactory = sockets }, _ct);
        await client.OpenConversationAsync(_ct);
        await sockets.Asked.WaitAsync(Patience, _ct);
        await (ending == Ending.Pause ? client.PauseAsync(_ct) : client.DisposeAsync().AsTask()).WaitAsync(Patience, _ct);
        // It opens after all: nobody wants it any more.
        var socket = new ScriptedSocket(new("wss://chat.test"));
        sockets.Answer.SetResult(socket);
        await socket.Ended;
        await chat.CreateAsync();
    }

    [Theory]
    [InlineData(Ending.Pause)]
    [InlineData(Ending.Dispose)]
    public async Task Socket_whose_farewell_hangs_is_left_within_a_second(Ending ending)
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.OpenConversationAsync(_ct);
        var socket = await chat.ConnectAsync(1);
        socket.CloseHangs = true;
        var start = chat.Time.GetUtcNow();
        var end = EndAsync(chat, ending);
        await chat.PassUntilAsync(() => end.IsCompleted, "the end");
        await end;
        Assert.InRange(chat.Time.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await socket.Ended;
    }

    [Fact]
    public async Task Listener_that_logs_in_while_the_client_is_disposed_holds_nobody_up()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.UserLoginAsync("ann", _ct);
        var disposing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Exception? failure = null;
        chat.Client.Events.On<MutedChanged>(async _ =>
        {
            entered.TrySetResult();
            await disposing.Task;
            failure = await Record.ExceptionAsync(() => chat.Client.UserLoginAsync("bob", _ct));
        });
        await chat.Client.SetMutedAsync(true, _ct);
        await entered.Task.WaitAsync(Patience, _ct);
        var ending = chat.Client.DisposeAsync().AsTask();
        disposing.SetResult();
        await ending.WaitAsync(Patience, _ct);
        Assert.IsType<ObjectDisposedException>(failure);
    }

    private sealed class HangingSockets : IPusherSocketFactory
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public TaskCompletionSource<IPusherSocket> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask<IPusherSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            return new(Answer.Task);
        }
    }
}
