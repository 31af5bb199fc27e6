using Livecaller.Http;

namespace Livecaller.Session;

/// <summary>Gets the visitor's identity token from the host app: once, however many calls need it, and not again soon after a failure.</summary>
/// <param name="options">The provider, and the clock.</param>
/// <param name="logger">The log.</param>
/// <param name="ended">Canceled when the client is disposed.</param>
internal sealed partial class IdentityTokenSource(LivecallerOptions options, ILogger logger, CancellationToken ended)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<string?> _asking = Task.FromResult<string?>(null);
    private string? _unused;
    private LivecallerTokenProviderException? _failure;
    private int _failures;
    private long _failedAt;
    private TimeSpan _pause;

    /// <summary>The identity token; null for an anonymous visitor.</summary>
    /// <exception cref="LivecallerTokenProviderException">The provider failed, or returned something that is not a token, now or a moment ago.</exception>
    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        Task<string?> asking;
        lock (_lock)
        {
            if (_asking.IsCompleted)
            {
                // A token that was not sent to the server yet is as good as a new one.
                if (_unused is { } kept) return kept;
                if (_failure is { } failure && options.TimeProvider.GetElapsedTime(_failedAt) < _pause)
                    throw new LivecallerTokenProviderException(failure.Message, failure.InnerException);
                _asking = Task.Run(CallProviderAsync, CancellationToken.None);
            }

            asking = _asking;
        }

        return await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The server accepted the token: the provider may be called again at once.</summary>
    public void OnAccepted()
    {
        lock (_lock) (_unused, _failure, _failures) = (null, null, 0);
    }

    /// <summary>The token was of no use: the provider is not called again soon.</summary>
    public void OnRejected(string why)
    {
        LogRejected(why);
        Fail(new(why));
    }

    private async Task<string?> CallProviderAsync()
    {
        try
        {
            using var late = new CancellationTokenSource(AnswerTimeout, options.TimeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ended);
            // A provider that ignores the cancellation token must not block the callers.
            var token = await options.TokenProvider!(either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false);
            if (Mistake(token) is { } mistake) throw new LivecallerTokenProviderException(mistake);
            lock (_lock) _unused = token;
            return token;
        }
        catch (Exception e) when (!ended.IsCancellationRequested)
        {
            var failure = e switch
            {
                LivecallerTokenProviderException own => own,
                OperationCanceledException => new(
                    $"LivecallerOptions.TokenProvider returned no token within {AnswerTimeout.TotalSeconds:0} s. Does it wait for a user, or for a thread that waits for it?", e),
                _ => new($"LivecallerOptions.TokenProvider threw {e.GetType().Name}: does the app's backend answer, and is the user signed in there?", e),
            };
            LogFailed(failure);
            throw Fail(failure);
        }
    }

    private LivecallerTokenProviderException Fail(LivecallerTokenProviderException failure)
    {
        lock (_lock)
        {
            var delay = Backoff.Delay(_failures++, options.Random());
            _pause = delay > ShortestPause ? delay : ShortestPause;
            _failedAt = options.TimeProvider.GetTimestamp();
            (_failure, _unused) = (failure, null);
        }

        return failure;
    }

    private static string? Mistake(string? token)
    {
        const string Who = "LivecallerOptions.TokenProvider returned";
        return token switch
        {
            null => null,
            _ when string.IsNullOrWhiteSpace(token) => $"{Who} an empty string. Return null for an anonymous visitor.",
            "undefined" => $"{Who} the string \"undefined\": a JavaScript variable had no value when it was read.",
            "null" => $"{Who} the string \"null\". Return null itself for an anonymous visitor.",
            "true" or "false" => $"{Who} the string \"{token}\": a Boolean was used in place of the token.",
            "[object Object]" or "[object Promise]" => $"{Who} the string \"{token}\": an object was used in place of the token. Is an await missing?",
            _ when token.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) => $"{Who} a string that begins with \"Bearer \". Return only the token.",
            _ when token[0] is '{' or '"' or '<' => $"{Who} the whole response of a backend (it begins with '{token[0]}'). Return only the token in it.",
            _ => null,
        };
    }

    [LoggerMessage(LogLevel.Error, "The identity token could not be obtained.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Error, "The identity token cannot be used: {Why}")]
    private partial void LogRejected(string why);
}
