using Livecaller.Attachments;
using Livecaller.Http;
using Livecaller.Protocol;

namespace Livecaller;

public sealed partial class LivecallerClient
{
    /// <summary>
    /// Keeps the events of every open conversation flowing, with no UI on the screen. Goes on from the persisted session;
    /// without one it does nothing until a visitor signs in, and does not ask <see cref="LivecallerOptions.TokenProvider"/> either.
    /// May be called more than once, before or after a login. Does not wait for the connection.
    /// </summary>
    /// <param name="cancellationToken">Ends the call, not the listener.</param>
    public async Task StartBackgroundEventsAsync(CancellationToken cancellationToken = default)
    {
        using var turn = await _identity.EnterAsync(cancellationToken).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(_disposed, this);
        _backgroundWanted = true;
        _scope?.Listener.Start();
        _renewal?.Arm();
    }

    /// <summary>Ends the background listener and clears what it persisted. Conversations that a UI shows stay live.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task StopBackgroundEventsAsync(CancellationToken cancellationToken = default)
    {
        using var turn = await _identity.EnterAsync(cancellationToken).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(_disposed, this);
        _backgroundWanted = false;
        if (_scope is { } scope) await scope.Listener.StopAsync().ConfigureAwait(false);
        await _keeper.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Gives the visitor's open conversation, or one that starts with its first message. Where there is no session it signs in, with a token
    /// of <see cref="LivecallerOptions.TokenProvider"/> if that gives one, else anonymously; and it starts the background listener.
    /// </summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LivecallerUnavailableException">The server could not be reached.</exception>
    /// <exception cref="LivecallerAuthenticationException">The identified visitor's session is not valid any more.</exception>
    /// <exception cref="LivecallerTokenProviderException">There is no session, and the provider failed.</exception>
    public async Task<Conversation> OpenConversationAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await OpenAsync(await EnsureVisitorAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (LivecallerAuthenticationException) when (_scope is null or { Session.IsIdentified: false })
        {
            // The anonymous session is dropped, or about to be: a new one takes its place.
            if (_scope is { } refused) await DropAsync(refused).ConfigureAwait(false);
            return await OpenAsync(await EnsureVisitorAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The visitor's conversations, newest first, 5,000 at most; empty when there is no session.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LivecallerException">The server could not be reached, or refused.</exception>
    public async Task<IReadOnlyList<ConversationPayload>> ListConversationsAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _scope is { } scope
            ? await scope.CallAsync((api, token, end) => api.ListConversationsAsync(token, end), cancellationToken, whilePaused: true).ConfigureAwait(false)
            : [];
    }

    /// <summary>One page of the visitor's conversations, newest first; empty when there is no session.</summary>
    /// <param name="limit">At most so many, 1 to 100.</param>
    /// <param name="before">Only those behind this one, for the next page; null for the newest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LivecallerException">The server could not be reached, or refused.</exception>
    public async Task<IReadOnlyList<ConversationPayload>> ListConversationsAsync(
        int limit, ConversationId? before = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 100);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _scope is { } scope
            ? await scope.CallAsync((api, token, end) => api.ListConversationsAsync(token, limit, before, end), cancellationToken, whilePaused: true).ConfigureAwait(false)
            : [];
    }

    /// <summary>
    /// Uploads a file, to be sent with a message then. Signs in anonymously when there is no session. Goes on where a break-off left it
    /// while the server cannot be reached, as long as the process lives; <see cref="OutgoingMessage.Uploads"/> outlives it.
    /// </summary>
    /// <param name="upload">The file.</param>
    /// <param name="progress">Gets the part that the server has, 0 to 1; null when nobody wants to know. An exception in it ends the upload.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <exception cref="LivecallerApiException">The server refused the file: 413 when it is too large, 415 when its kind is not accepted.</exception>
    /// <exception cref="LivecallerUnavailableException">There is no session, and the server could not be reached for one.</exception>
    public async Task<AttachmentPayload> UploadAttachmentAsync(
        AttachmentUpload upload, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        var scope = await EnsureVisitorAsync(cancellationToken).ConfigureAwait(false);
        await CallerContext.LeaveAsync();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, scope.Ended);
        using var buffer = upload.Content.CanSeek ? null : new MemoryStream();
        if (buffer is not null)
        {
            await upload.Content.CopyToAsync(buffer, either.Token).ConfigureAwait(false);
            buffer.Position = 0;
        }

        var content = buffer ?? upload.Content;
        var size = content.Length - content.Position;
        var resumable = new ResumableUpload(
            scope, FileDescription.Of(upload), size, sent => progress?.Report(size == 0 ? 1 : sent / (double)size));
        return await resumable.RunAsync(content, null, _ => Task.CompletedTask, either.Token).ConfigureAwait(false);
    }

    private async Task<Conversation> OpenAsync(VisitorScope scope, CancellationToken cancellationToken)
    {
        scope.Listener.Start();
        _renewal?.Arm();
        // A first message that is on its way holds the conversation that it begins.
        if (scope.Conversations.BusyDraft() is { } busy) return busy;
        try
        {
            await scope.Listener.RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (LivecallerException e) when (Backoff.IsTransient(e) && scope.Conversations.NewestOpen() is not null)
        {
            // The session remembers an open conversation: it is shown, and loads when the server is back.
        }

        var conversation = scope.Conversations.NewestOpen() ?? scope.Conversations.Draft();
        conversation.Load();
        return conversation;
    }

    private async Task<VisitorScope> EnsureVisitorAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_scope is { } scope) return scope;
        // Asked before anything is held: the provider may take its time.
        var jwt = _tokens is null ? null : await _tokens.AskAsync(cancellationToken).ConfigureAwait(false);
        using var turn = await _identity.EnterAsync(cancellationToken).ConfigureAwait(false);
        return _scope ?? await SignInFirstAsync(turn, jwt, cancellationToken).ConfigureAwait(false);
    }
}
