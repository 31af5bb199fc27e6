using System.Text.Json;
using Livecaller.Bench.Hosting;
using Livecaller.Bench.Proxy;
using Livecaller.Protocol;

namespace Livecaller.Bench.Chaos;

/// <summary>A host app with a signed-in visitor: it sends, listens, signs in again when it is told to, and is started anew now and then.</summary>
internal sealed class VisitorClient : IAsyncDisposable
{
    private const int MaxBurst = 6;
    private const int ProviderFailsEach = 4;
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    private readonly ChaosSettings _settings;
    private readonly LogTally _log;
    private readonly FileSessionStore _store;
    private readonly Random _random;

    // Half of the apps hand a token out when they are asked, the others sign in when they are told that they must.
    private readonly bool _provides;
    private readonly CancellationToken _stop;
    private readonly VisitorSending _sending;

    // Whoever sends, signs in or restarts does so alone.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private LivecallerClient? _client;
    private Conversation? _conversation;
    private int _asked;

    public VisitorClient(string name, Lane lane, ChaosSettings settings, LogTally log, string folder, Random random, bool provides, CancellationToken stop)
    {
        (Name, Lane, _settings, _log, _random, _provides, _stop) = (name, lane, settings, log, random, provides, stop);
        Outgoing = new($"{name}:v");
        Incoming = new($"{name}:o");
        CatchUp = new(() => Incoming.Acknowledged, () => Incoming.Delivered);
        Incoming.Grown += CatchUp.Look;
        lane.SocketOpened += CatchUp.Connected;
        _store = new(Path.Combine(folder, name, "session"));
        _sending = new(Outgoing);
    }

    public string Name { get; }
    public Lane Lane { get; }

    /// <summary>From the visitor to the operator.</summary>
    public Direction Outgoing { get; }

    /// <summary>From the operator to the visitor.</summary>
    public Direction Incoming { get; }

    public CatchUp CatchUp { get; }

    /// <summary>The conversation, once the first message is stored.</summary>
    public Task<ConversationId> Begun => _sending.Begun;

    public int ExpiredTokensRefused { get; private set; }

    public int SignIns { get; private set; }

    public int TokensProvided => Volatile.Read(ref _asked);

    public string State => $"{Name}: {_client?.ConnectionState}, sent {Outgoing.Sent}, acknowledged {Outgoing.Acknowledged}, "
        + $"received {Incoming.Delivered} of {Incoming.Acknowledged} {string.Join(", ", _sending.Refusals)}";

    /// <summary>Sends so many messages, some of them in one go.</summary>
    public async Task SendAsync(int messages, Pace pace)
    {
        await InTurnAsync(StartAsync);
        while (messages > 0)
        {
            var burst = Math.Min(messages, _random.Next(1, MaxBurst + 1));
            for (var i = 0; i < burst; i++) await pace.TakeAsync(_stop);
            await InTurnAsync(async () =>
            {
                for (var i = 0; i < burst; i++) await _sending.PostAsync(_conversation!);
            });
            messages -= burst;
        }
    }

    /// <summary>Ends the client as an app that is closed, and starts one that goes on with its session.</summary>
    public Task RestartAsync() => InTurnAsync(async () =>
    {
        if (_client is null) return;
        await _client.DisposeAsync();
        await StartAsync();
    });

    /// <summary>Revokes the session at the server, behind the client's back; false when that could not be done.</summary>
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
                TokenProvider = _provides ? ProvideAsync : null,
                TimeProvider = new HurriedTime(_settings.Hurry),
                LoggerFactory = _log,
            },
            _stop);
        _client = client;
        client.Events.On<ConversationMessageReceived>(e => Incoming.Deliver(e.Message.Content));
        client.Events.On<ConversationAuthFailed>(_ => SignInSoon());
        client.Events.On<SessionExpired>(_ => SignInSoon());
        await client.StartBackgroundEventsAsync(_stop);
        if (client.Visitor is null && !_provides) await SignInAsync();
        _conversation = await UntilItWorksAsync(() => client.OpenConversationAsync(_stop));
        _sending.GoOn(_conversation);
    }

    private ValueTask<string?> ProvideAsync(CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _asked) % ProviderFailsEach == 0
            ? throw new HttpRequestException("The app's backend does not answer.")
            : ValueTask.FromResult<string?>(IdentityTokens.Fresh(Name));

    // The event comes while the client may be in the middle of something, and says that its session is of no use.
    private void SignInSoon() => _ = InTurnAsync(SignInAsync);

    private Task SignInAsync() => UntilItWorksAsync(async () =>
    {
        SignIns++;
        // An app that kept its token for too long hears so, and asks its backend for another one.
        if (SignIns % 3 == 0)
        {
            try
            {
                await _client!.UserLoginAsync(IdentityTokens.Expired(Name), _stop);
                throw new InvalidOperationException("An expired identity token was taken.");
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

    private async Task InTurnAsync(Func<Task> work)
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
