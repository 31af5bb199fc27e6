using System.Net;
using Livecaller.Attachments;
using Livecaller.Conversations;
using Livecaller.Http;
using Livecaller.Session;

namespace Livecaller.Outbox;

/// <summary>Delivers the messages of one conversation: uploads the files of a message, posts it, and retries until the server stores or refuses it.</summary>
internal sealed partial class MessageDelivery(
    ConversationState state, VisitorApi api, AttachmentUploader uploader, EntryKeeper keeper, ConversationStartGate starts, RetryLoop retry, Fence fence,
    ILogger logger)
{
    // How long a message waits for a login before the delivery checks by itself whether the session is valid again.
    private static readonly TimeSpan LoginDelay = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = logger;

    /// <summary>Delivers a message.</summary>
    /// <param name="entry">The message.</param>
    /// <param name="before">Awaited before each attempt.</param>
    /// <param name="cancellationToken">Cancels the delivery.</param>
    /// <returns>Why the server refused it; null when the server has stored it.</returns>
    public async Task<string?> DeliverAsync(OutboxEntry entry, Func<Task> before, CancellationToken cancellationToken)
    {
        var isUploadedAgain = false;
        try
        {
            return await retry.RunAsync(TryAsync, DelayAfter, cancellationToken).ConfigureAwait(false);
        }
        catch (LivecallerApiException e)
        {
            return e.Reason;
        }

        async Task<string?> TryAsync()
        {
            await before().ConfigureAwait(false);
            return await TryDeliverAsync(entry, cancellationToken).ConfigureAwait(false);
        }

        TimeSpan? DelayAfter(LivecallerException failure, int attempt)
        {
            // With an invalid session, the message waits for the visitor's next login.
            var delay = failure is LivecallerAuthenticationException ? LoginDelay : retry.WhileTransient(failure, attempt);
            if (delay is null && !isUploadedAgain && Lacks(failure, "attachments") && entry.TryForgetUploads())
            {
                // The server keeps unsent attachments for a day. The files themselves are still here.
                isUploadedAgain = true;
                delay = TimeSpan.Zero;
            }

            // What it replied to was lost too.
            if (delay is null && entry.Stored.Sent is not null && Lacks(failure, "reply_to") && entry.TryForgetQuote()) delay = TimeSpan.Zero;
            if (delay is not null) LogRetrying(failure);
            return delay;
        }
    }

    private static bool Lacks(LivecallerException failure, string name) =>
        failure is LivecallerApiException { StatusCode: HttpStatusCode.UnprocessableEntity } refusal
        && refusal.Problem.Errors?.Keys.Any(field => field.EndsWith(name, StringComparison.Ordinal)) == true;

    // Returns why its files were refused for long; null when the server has stored it.
    private async Task<string?> TryDeliverAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        // A broadcast may have reported already that it is stored.
        if (state.Find(entry.Id) is { Payload.Sequence: > 0 }) return null;
        try
        {
            await UploadAsync(entry, cancellationToken).ConfigureAwait(false);
        }
        catch (LivecallerApiException e) when (ResumableUpload.IsRefusedForLong(e))
        {
            return e.Reason;
        }

        if (state.Id is null && await StartAsync(entry, cancellationToken).ConfigureAwait(false)) return null;
        var stored = await api.SendMessageAsync(state.Id!.Value, entry.Request, cancellationToken).ConfigureAwait(false);
        fence.TryRun(() => state.Update(m => m.WithMessage(stored)));
        return null;
    }

    private async Task UploadAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        for (var number = 0; number < entry.Stored.Files.Count; number++)
        {
            var (file, index) = (entry.Stored.Files[number], number);
            if (file.Attachment is not null) continue;
            var content = await keeper.OpenFileAsync(entry, index, cancellationToken).ConfigureAwait(false);
            await using var contentLifetime = content.ConfigureAwait(false);
            var upload = uploader.Create(file.Description, file.Size, sent => ShowSent(entry, index, sent));
            var attachment = await upload.RunAsync(content, file.UploadId, id =>
            {
                entry.SetFile(index, f => f with { UploadId = id });
                return keeper.SaveAsync(entry);
            }, cancellationToken).ConfigureAwait(false);
            entry.SetFile(index, f => f with { Attachment = attachment });
            await keeper.SaveAsync(entry).ConfigureAwait(false);
        }
    }

    private void ShowSent(OutboxEntry entry, int number, long sent) => fence.TryRun(() =>
    {
        var uploads = entry.Uploads;
        state.Update(m => m.WithUploads(entry.Id, uploads.SetItem(number, uploads[number] with { Sent = sent })));
    });

    /// <summary>Starts the conversation with its first message; returns false when it was started elsewhere meanwhile.</summary>
    private async Task<bool> StartAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        using var hold = await starts.HoldAsync(cancellationToken).ConfigureAwait(false);
        if (state.Id is not null) return false;
        var started = await api.StartConversationAsync(entry.Start, cancellationToken).ConfigureAwait(false);
        // Saved before the session knows the conversation: after a restart in between, this message belongs to the conversation, and not to a draft.
        entry.Stored = entry.Stored with { ConversationId = started.Id };
        await keeper.SaveAsync(entry).ConfigureAwait(false);
        fence.TryRun(() => starts.OnStarted(started));
        return true;
    }

    [LoggerMessage(LogLevel.Information, "A message could not be sent. It is retried.")]
    private partial void LogRetrying(Exception exception);
}
