using System.Text.Json;
using Livecaller.Bench.Hosting;
using Livecaller.Bench.Proxy;
using Livecaller.Protocol;

namespace Livecaller.Bench.Chaos;

/// <summary>A host app with a signed-in visitor that sends messages, listens, signs in again when required, and is restarted from time to time.</summary>
internal sealed class VisitorClient : IAsyncDisposable
{
    private const int MaxBurst = 6;
    private const int ProviderFailsEach = 4;
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    private readonly ChaosSettings _settings;
    private readonly LogCounter _log;
    private readonly FileSessionStore _store;
    private readonly Random _random;

    // Half of the apps use a token provider, the others sign in when an event requires it.
    private readonly bool _usesTokenProvider;
    private readonly CancellationToken _stop;
    private readonly VisitorSending _sending;

    // Sending, signing in and restarting exclude each other.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private LivecallerClient? _client;
    private Conversation? _conversation;
    private int _asked;

    public VisitorClient(string name, Lane lane, ChaosSettings settings, LogCounter log, string folder, Random random, bool usesTokenProvider, CancellationToken stop)
    {
        (Name, Lane, _settings, _log, _random, _usesTokenProvider, _stop) = (name, lane, settings, log, random, usesTokenProvider, stop);
        Outgoing = new($"{name}:v");
        Incoming = new($"{name}:o");
        CatchUp = new(() => Incoming.Acknowledged, () => Incoming.Delivered);
        Incoming.Grown += CatchUp.Check;
        lane.SocketOpened += CatchUp.Connected;
        _store = new(Path.Combine(folder, name, "session"));
        _sending = new(Outgoing);
    }

    public string Name { get; }
    public Lane Lane { get; }

    /// <summary>The messages from the visitor to the operator.</summary>
    public Direction Outgoing { get; }

    /// <summary>The messages from the operator to the visitor.</summary>
    public Direction Incoming { get; }

    public CatchUp CatchUp { get; }

    /// <summary>The conversation, or null until the first message is stored.</summary>
    public Task<ConversationId> Begun => _sending.Begun;

    public int ExpiredTokensRefused { get; private set; }

    public int SignIns { get; private set; }

    public int TokensProvided => Volatile.Read(ref _asked);

    public string State => $"{Name}: {_client?.ConnectionState}, sent {Outgoing.Sent}, acknowledged {Outgoing.Acknowledged}, "
        + $"received {Incoming.Delivered} of {Incoming.Acknowledged} (the client has the events up to {_conversation?.Snapshot.Info?.LastSequence}, "
        + $"phase {_conversation?.Snapshot.Phase}, {(_client is { IsSessionExpired: true } ? "session expired" : "session valid")}) {string.Join(", ", _sending.Refusals)}";

    /// <summary>Sends a number of messages, some of them in batches.</summary>
    public async Task SendAsync(int messages, Pace pace)
    {
        await RunExclusivelyAsync(StartAsync);
        while (messages > 0)
        {
            var burst = Math.Min(messages, _random.Next(1, MaxBurst + 1));
            for (var i = 0; i < burst; i++) await pace.TakeAsync(_stop);
            await RunExclusivelyAsync(async () =>
            {
                for (var i = 0; i < burst; i++) await _sending.PostAsync(_conversation!);
            });
            messages -= burst;
        }
    }

    /// <summary>Disposes the client like an app that's closed, and starts another one with the same session.</summary>
    public Task RestartAsync() => RunExclusivelyAsync(async () =>
    {
        if (_client is null) return;
        await _client.DisposeAsync();
        await StartAsync();
    });

    /// <summary>Revokes the session on the server without the client's knowledge. Returns false if that failed.</summary>
    public async Task<bool> RevokeAsync(HttpClient server)
    {
        if (await _store.LoadAsync(_stop) is not { } text) return false;
        using var session = JsonDocument.Parse(text);
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/widget/auth/logout");
        request.Headers.Add("X-LC-Widget", HostProcess.WidgetId);
        request.Headers.Authorization = new("Bearer", session.RootElement.GetProperty("access_token").GetString());
        try
        {
            using var answer = await server.SendAsync(request, _stop);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null) await _client.DisposeAsync();
    }

    private async Task StartAsync()
    {
        var client = await LivecallerClient.CreateAsync(
            new()
            {
                WidgetId = new(HostProcess.WidgetId),
                ServerUrl = Lane.Address,
                SessionStore = _store,
                TokenProvider = _usesTokenProvider ? GetTokenAsync : null,
                TimeProvider = new AcceleratedTimeProvider(_settings.SpeedUp),
                LoggerFactory = _log,
            },
            _stop);
        _client = client;
        client.Events.On<ConversationMessageReceived>(e => Incoming.Deliver(e.Message.Content));
        client.Events.On<ConversationAuthFailed>(_ => StartSignIn());
        client.Events.On<SessionExpired>(_ => StartSignIn());
        await client.StartBackgroundEventsAsync(_stop);
        if (client.Visitor is null && !_usesTokenProvider) await SignInAsync();
        _conversation = await UntilItWorksAsync(() => client.OpenConversationAsync(_stop));
        _sending.Resume(_conversation);
    }

    private ValueTask<string?> GetTokenAsync(CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _asked) % ProviderFailsEach == 0
            ? throw new HttpRequestException("The app's backend doesn't respond.")
            : ValueTask.FromResult<string?>(IdentityTokens.Fresh(Name));

    // The event indicates that the session can't be used any more. It can be raised while the client is busy.
    private void StartSignIn() => _ = RunExclusivelyAsync(SignInAsync);

    private Task SignInAsync() => UntilItWorksAsync(async () =>
    {
        SignIns++;
        // An app with an expired token gets an error and requests another one from its backend.
        if (SignIns % 3 == 0)
        {
            try
            {
                await _client!.UserLoginAsync(IdentityTokens.Expired(Name), _stop);
                throw new InvalidOperationException("An expired identity token was accepted.");
            }
            catch (LivecallerApiException e) when (e.StatusCode == System.Net.HttpStatusCode.UnprocessableEntity)
            {
                ExpiredTokensRefused++;
            }
        }

        await _client!.UserLoginAsync(IdentityTokens.Fresh(Name), _stop);
        return true;
    });

    private async Task<T> UntilItWorksAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (LivecallerAuthenticationException)
            {
                await SignInAsync();
            }
            catch (LivecallerException e) when (e is LivecallerUnavailableException or LivecallerTokenProviderException or LivecallerApiException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError })
            {
                await Task.Delay(Again, TimeProvider.System, _stop);
            }
        }
    }

    private async Task RunExclusivelyAsync(Func<Task> work)
    {
        await _turn.WaitAsync(_stop);
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }
}
