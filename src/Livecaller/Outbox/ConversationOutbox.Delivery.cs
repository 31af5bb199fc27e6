using System.Net;
using Livecaller.Attachments;
using Livecaller.Conversations;
using Livecaller.Http;
using Livecaller.Protocol;
using Microsoft.Extensions.Logging;

namespace Livecaller.Outbox;

internal sealed partial class ConversationOutbox
{
    // How long a message waits for a login before it looks by itself whether the session is good again.
    private static readonly TimeSpan LoginPause = TimeSpan.FromMinutes(1);

    private async Task WorkAsync()
    {
        await foreach (var entry in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await entry.Ready.ConfigureAwait(false);
                using var wanted = CancellationTokenSource.CreateLinkedTokenSource(entry.Gone, _scope.Ended);
                await DeliverAsync(entry, wanted.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                entry.Cancel();
            }
            catch (Exception e)
            {
                LogFailed(e);
                await SettleAsync(entry, MessageStatus.Failed, e.Message).ConfigureAwait(false);
            }
        }
    }

    private async Task DeliverAsync(OutboxEntry entry, CancellationToken wanted)
    {
        var isUploadedAgain = false;
        for (var attempt = 0; ; attempt++)
        {
            wanted.ThrowIfCancellationRequested();
            var mark = _scope.Pause.Mark();
            try
            {
                // A broadcast may have told already that it is stored.
                if (_state.Find(entry.Id) is not { Payload.Sequence: > 0 })
                {
                    await UploadAsync(entry, wanted).ConfigureAwait(false);
                    await PostAsync(entry, wanted).ConfigureAwait(false);
                }

                await SettleAsync(entry, MessageStatus.Sent, null).ConfigureAwait(false);
                return;
            }
            catch (LivecallerAuthenticationException e)
            {
                // The message is good, the session is not: it waits for the visitor's next login.
                LogTryAgain(e);
                await _scope.Pause.WaitAsync(LoginPause, mark, wanted).ConfigureAwait(false);
            }
            catch (LivecallerException e) when (Backoff.IsTransient(e))
            {
                LogTryAgain(e);
                await _scope.Pause.WaitAsync(Backoff.Delay(attempt, _scope.Options.Random(), e), mark, wanted).ConfigureAwait(false);
            }
            catch (LivecallerApiException e) when (!isUploadedAgain && LacksAttachments(e) && entry.Stored.Files.Any(f => f.UploadId is not null))
            {
                // The server keeps what is not sent for a day. The files themselves are still here.
                LogTryAgain(e);
                isUploadedAgain = true;
                entry.Stored = entry.Stored with
                {
                    Files = [.. entry.Stored.Files.Select(f => f.UploadId is null ? f : f with { UploadId = null, Attachment = null })],
                };
            }
            catch (LivecallerApiException e)
            {
                await SettleAsync(entry, MessageStatus.Failed, e.Reason).ConfigureAwait(false);
                return;
            }
        }
    }

    private static bool LacksAttachments(LivecallerApiException refusal) =>
        refusal.StatusCode == HttpStatusCode.UnprocessableEntity
        && refusal.Problem.Errors?.Keys.Any(field => field.EndsWith("attachments", StringComparison.Ordinal)) == true;

    private async Task UploadAsync(OutboxEntry entry, CancellationToken wanted)
    {
        for (var number = 0; number < entry.Stored.Files.Count; number++)
        {
            var (file, place) = (entry.Stored.Files[number], number);
            if (file.Attachment is not null) continue;
            var content = await OpenFileAsync(entry, place, wanted).ConfigureAwait(false);
            await using var contentLifetime = content.ConfigureAwait(false);
            var upload = new ResumableUpload(_scope, file.Description, file.Size, sent => ShowSent(entry, place, sent));
            var attachment = await upload.RunAsync(content, file.UploadId, id =>
            {
                SetFile(entry, place, f => f with { UploadId = id });
                return KeepAsync(entry);
            }, wanted).ConfigureAwait(false);
            SetFile(entry, place, f => f with { Attachment = attachment });
            await KeepAsync(entry).ConfigureAwait(false);
        }
    }

    private void ShowSent(OutboxEntry entry, int number, long sent) => _scope.Fence.TryRun(() =>
    {
        var uploads = entry.Uploads;
        _state.Update(m => m.WithUploads(entry.Id, uploads.SetItem(number, uploads[number] with { Sent = sent })));
    });

    private async Task PostAsync(OutboxEntry entry, CancellationToken wanted)
    {
        if (_conversation.Id is not { } id && await BeginAsync(entry, wanted).ConfigureAwait(false)) return;
        id = _conversation.Id!.Value;
        var stored = await _scope.CallAsync((api, token, end) => api.SendMessageAsync(token, id, entry.Request, end), wanted).ConfigureAwait(false);
        _scope.Fence.TryRun(() => _state.Update(m => m.WithMessage(stored)));
    }

    /// <summary>Begins the conversation with its first message; false when somebody else began it meanwhile.</summary>
    private async Task<bool> BeginAsync(OutboxEntry entry, CancellationToken wanted)
    {
        // While a conversation begins, nobody else begins or adopts one.
        using var hold = await _scope.Conversations.HoldStartsAsync(wanted).ConfigureAwait(false);
        if (_conversation.Id is not null) return false;
        var begun = await _scope.CallAsync((api, token, end) => api.StartConversationAsync(token, entry.Start, end), wanted).ConfigureAwait(false);
        // Kept before the session knows the conversation: after a restart in between, this message is the conversation's, and no draft's.
        entry.Stored = entry.Stored with { ConversationId = begun.Id };
        await KeepAsync(entry).ConfigureAwait(false);
        _scope.Fence.TryRun(() => _scope.Listener.Adopt(begun, _scope.Session.CursorOf(begun.Id) ?? 0, _conversation));
        await AssignConversationAsync(begun.Id).ConfigureAwait(false);
        return true;
    }

    private async Task SettleAsync(OutboxEntry entry, MessageStatus status, string? reason)
    {
        _state.Update(m => m.WithStatus(entry.Id, status, reason));
        var message = _state.Find(entry.Id);
        if (status == MessageStatus.Failed)
        {
            entry.Stored = entry.Stored with { Refusal = reason ?? "" };
            await KeepAsync(entry).ConfigureAwait(false);
        }
        else
        {
            await _scope.Outbox.RemoveAsync(_scope.Fence, entry.Id).ConfigureAwait(false);
            _entries.TryRemove(entry.Id, out _);
        }

        _statuses.Set(entry.Id, status, reason, message?.Payload.Sequence ?? 0);
        if (message is not null) entry.Settle(message);
        else entry.Cancel();
        _conversation.Release();
    }

    [LoggerMessage(LogLevel.Information, "A message could not be sent; it is tried again.")]
    private partial void LogTryAgain(Exception exception);

    [LoggerMessage(LogLevel.Error, "Sending a message failed.")]
    private partial void LogFailed(Exception exception);
}
