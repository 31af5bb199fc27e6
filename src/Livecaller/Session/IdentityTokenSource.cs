using Livecaller.Http;
using Microsoft.Extensions.Logging;

namespace Livecaller.Session;

/// <summary>Asks the host app for the visitor's identity token: once however many need it, and not again soon after it went wrong.</summary>
/// <param name="options">The provider, and the clock.</param>
/// <param name="logger">The log.</param>
/// <param name="ended">Ends the questions.</param>
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
    /// <exception cref="LivecallerTokenProviderException">The provider failed, or gave something that is no token; now, or a moment ago.</exception>
    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        Task<string?> asking;
        lock (_lock)
        {
            if (_asking.IsCompleted)
            {
                // One that the server could not be told yet is as good as a new one.
                if (_unused is { } kept) return kept;
                if (_failure is { } failure && options.TimeProvider.GetElapsedTime(_failedAt) < _pause)
                    throw new LivecallerTokenProviderException(failure.Message, failure.InnerException);
                _asking = Task.Run(QuestionAsync, CancellationToken.None);
            }

            asking = _asking;
        }

        return await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The server took the token: the next question is asked at once.</summary>
    public void OnAccepted()
    {
        lock (_lock) (_unused, _failure, _failures) = (null, null, 0);
    }

    /// <summary>What the provider gave is of no use: it is not asked again soon.</summary>
    public void OnRejected(string why)
    {
        LogUseless(why);
        Fail(new(why));
    }

    private async Task<string?> QuestionAsync()
    {
        try
        {
            using var late = new CancellationTokenSource(AnswerTimeout, options.TimeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ended);
            // A provider that looks at no token must not keep everybody waiting.
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
                    $"LivecallerOptions.TokenProvider gave no answer within {AnswerTimeout.TotalSeconds:0} s. Does it wait for a user, or for a thread that waits for it?", e),
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
        const string who = "LivecallerOptions.TokenProvider gave";
        return token switch
        {
            null => null,
            _ when string.IsNullOrWhiteSpace(token) => $"{who} an empty text: give null for an anonymous visitor.",
            "undefined" => $"{who} the text \"undefined\": a JavaScript variable had no value when it was read.",
            "null" => $"{who} the text \"null\": give null itself for an anonymous visitor, not its JSON.",
            "true" or "false" => $"{who} the text \"{token}\": a truth value came in the token's place.",
            "[object Object]" or "[object Promise]" => $"{who} the text \"{token}\": an object came in the token's place. Is an await missing?",
            _ when token.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) => $"{who} a text that begins with \"Bearer \": give the token alone.",
            _ when token[0] is '{' or '"' or '<' => $"{who} the whole answer of a backend (it begins with '{token[0]}'): give the token in it alone.",
            _ => null,
        };
    }

    [LoggerMessage(LogLevel.Error, "The identity token could not be had.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Error, "The identity token is of no use: {Why}")]
    private partial void LogUseless(string why);
}
