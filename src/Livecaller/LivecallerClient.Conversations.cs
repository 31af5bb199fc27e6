namespace Livecaller;

public sealed partial class LivecallerClient
{
    /// <summary>
    /// Opens the visitor's open conversation, or one that starts with its first message, and starts the background listener. Without a session it
    /// signs in: with a token of <see cref="LivecallerOptions.TokenProvider"/> if it returns one, otherwise anonymously.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="LivecallerUnavailableException">The server could not be reached.</exception>
    /// <exception cref="LivecallerAuthenticationException">The identified visitor's session is not valid any more.</exception>
    /// <exception cref="LivecallerTokenProviderException">There is no session, and the provider failed.</exception>
    public async Task<Conversation> OpenConversationAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await OpenNewestAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (LivecallerAuthenticationException) when (_identity.Session is null or { IsIdentified: false })
        {
            // The anonymous session is dropped, or is about to be: a new one takes its place.
            if (_identity.Session is { } refused) await _identity.DropAsync(refused).ConfigureAwait(false);
            return await OpenNewestAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Opens one of the visitor's conversations by its id. A closed conversation can only be read: it is not followed, and the open one stays as it
    /// is. Without a session it signs in as <see cref="OpenConversationAsync(CancellationToken)"/> does.
    /// </summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="LivecallerApiException">The server refused: 404 when the visitor has no such conversation.</exception>
    /// <exception cref="LivecallerUnavailableException">The server could not be reached, and the conversation is not known here.</exception>
    public async Task<Conversation> OpenConversationAsync(ConversationId id, CancellationToken cancellationToken = default)
    {
        var visitor = await _identity.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return await visitor.Opener.OpenAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Requests a callback. It starts a conversation, in which the operators see the phone number. Without a session it signs in as
    /// <see cref="OpenConversationAsync(CancellationToken)"/> does.
    /// </summary>
    /// <param name="request">Whom to call, and when. Without an id it gets one, and every call requests another callback.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The conversation.</returns>
    /// <exception cref="ArgumentException">The phone number is not valid.</exception>
    /// <exception cref="LivecallerApiException">The server refused, and says why.</exception>
    /// <exception cref="LivecallerUnavailableException">The server could not be reached.</exception>
    public async Task<Conversation> RequestCallbackAsync(CallbackRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!WidgetFieldRules.IsPhone(request.Phone?.Trim() ?? "")) throw new ArgumentException("The phone number is not valid.", nameof(request));
        var visitor = await _identity.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return await visitor.Opener.RequestCallbackAsync(request with { Id = request.Id ?? MessageId.New(Options.TimeProvider) }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns all of the visitor's conversations, newest first; empty when there is no session.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="LivecallerException">The server could not be reached, or refused.</exception>
    public async Task<IReadOnlyList<ConversationPayload>> ListConversationsAsync(CancellationToken cancellationToken = default)
    {
        _identity.ThrowIfDisposed();
        return _identity.Current is { } visitor ? await visitor.Api.ListConversationsAsync(cancellationToken).ConfigureAwait(false) : [];
    }

    /// <summary>Returns one page of the visitor's conversations, newest first; empty when there is no session.</summary>
    /// <param name="limit">The maximum number of conversations, 1 to 100.</param>
    /// <param name="before">Only conversations older than this one, for the next page; null for the newest.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="LivecallerException">The server could not be reached, or refused.</exception>
    public async Task<IReadOnlyList<ConversationPayload>> ListConversationsAsync(
        int limit, ConversationId? before = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 100);
        _identity.ThrowIfDisposed();
        return _identity.Current is { } visitor ? await visitor.Api.ListConversationsAsync(limit, before, cancellationToken).ConfigureAwait(false) : [];
    }

    /// <summary>
    /// Uploads a file, to be sent with a message afterwards. Without a session it signs in. Resumes after an interruption as long as the process
    /// runs; <see cref="OutgoingMessage.Uploads"/> also resumes after a restart.
    /// </summary>
    /// <param name="upload">The file.</param>
    /// <param name="progress">Receives the fraction that the server has, 0 to 1; can be null. An exception in it ends the upload.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="LivecallerApiException">The server refused the file: 413 when it is too large, 415 when its type is not accepted.</exception>
    /// <exception cref="LivecallerUnavailableException">There is no session, and the server could not be reached for one.</exception>
    public async Task<AttachmentPayload> UploadAttachmentAsync(
        AttachmentUpload upload, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        var visitor = await _identity.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return await visitor.Uploader.UploadAsync(upload, progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Conversation> OpenNewestAsync(CancellationToken cancellationToken)
    {
        var visitor = await _identity.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return await visitor.Opener.OpenNewestAsync(cancellationToken).ConfigureAwait(false);
    }
}
