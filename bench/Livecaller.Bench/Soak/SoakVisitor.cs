using System.Globalization;
using Livecaller.Bench.Chaos;
using Livecaller.Bench.Hosting;
using Livecaller.Bench.Proxy;
using Livecaller.Protocol;

namespace Livecaller.Bench.Soak;

/// <summary>A series of visitors. Each signs in, sends messages and files, sometimes loses the socket, and leaves.</summary>
/// <param name="number">The number of this series.</param>
/// <param name="address">The server.</param>
/// <param name="counts">Counts the completed actions.</param>
/// <param name="files">The files that visitors send.</param>
/// <param name="stop">Stops after the current visit.</param>
internal sealed class SoakVisitor(int number, Uri address, SoakCounts counts, SoakFiles files, CancellationToken stop)
{
    private const int VisitorsEach = 40;
    private const int OperatorShiftVisits = 25;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

#pragma warning disable CA5394 // The actions are the same in all runs.
    private readonly Random _random = new(number);

    private bool Chance(int percent) => _random.Next(100) < percent;

    private Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(_random.Next(50, 400)), TimeProvider.System, stop);
#pragma warning restore CA5394

    public async Task RunAsync(CancellationToken end)
    {
        await using var lane = new Lane(address.Port, null);
        OperatorApi? colleague = null;
        for (var visit = 0; !end.IsCancellationRequested; visit++)
        {
            try
            {
                if (visit % OperatorShiftVisits == 0)
                {
                    colleague?.Dispose();
                    colleague = new(address, stop);
                    await colleague.ListAsync();
                    counts.Add(SoakCounts.OperatorLogins);
                }

                await VisitAsync(visit, lane, colleague!);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                counts.Add(SoakCounts.Faults);
                await Console.Error.WriteLineAsync($"Visit {visit} of {number}: {e}");
            }
        }

        colleague?.Dispose();
    }

    private async Task VisitAsync(int visit, Lane lane, OperatorApi colleague)
    {
        await using var client = await LivecallerClient.CreateAsync(
            new() { WidgetId = new(HostProcess.WidgetId), ServerUrl = lane.Address, SessionStore = new MemorySessionStore() }, stop);
        if (Chance(60)) await client.UserLoginAsync(IdentityTokens.Fresh(NameOf(visit)), stop);
        else counts.Add(SoakCounts.Anonymous);
        await client.StartBackgroundEventsAsync(stop);
        var conversation = await client.OpenConversationAsync(stop);
        await SayAsync(conversation);
        counts.Add(SoakCounts.Visits);
        counts.Add(SoakCounts.Conversations);
        var id = conversation.Snapshot.Info!.Id;
        for (var messages = Chance(50) ? 3 : 6; messages > 0; messages--)
        {
            await PauseAsync();
            if (Chance(10)) Kill(lane);
            if (Chance(30)) await conversation.TypingAsync("I would like", stop);
            await SayAsync(conversation);
            if (!Chance(60)) continue;
            await colleague.SendAsync(id, "We are looking into it.");
            counts.Add(SoakCounts.Messages);
        }

        await UntilAsync(() => conversation.Snapshot.Messages.Count > 0 && client.ConnectionState == ConnectionState.Connected);
        await conversation.MarkReadAsync(stop);
        if (Chance(20)) await AbandonFileAsync(client);
        await LeaveAsync(client, conversation, colleague);
    }

    private async Task LeaveAsync(LivecallerClient client, Conversation conversation, OperatorApi colleague)
    {
        // All conversations are closed, so that the next visit of the same visitor starts a new one and the counts can be compared.
        if (Chance(50)) await conversation.CloseAsync(stop);
        else await colleague.CloseAsync(conversation.Snapshot.Info!.Id);
        counts.Add(SoakCounts.Closed);
        await UntilAsync(() => conversation.Snapshot.Info!.Status == ConversationStatus.Closed);
        if (Chance(30)) await conversation.RateAsync(4, "It was quick.", stop);
        if (!Chance(80)) return;
        await client.UserLogoutAsync(stop);
        counts.Add(SoakCounts.Logouts);
    }

    private async Task SayAsync(Conversation conversation)
    {
        var file = Chance(15) ? files.Picture() : Chance(15) ? files.Note() : null;
        var message = await conversation.SendAsync(new() { Content = "Where is my parcel? It was to come yesterday.", Uploads = file is null ? [] : [file] }, stop);
        var sent = await conversation.WaitUntilSentAsync(message.Id, stop).WaitAsync(Patience, stop);
        if (sent.FailureReason is { } reason) throw new InvalidOperationException("A message was rejected: " + reason);
        counts.Add(SoakCounts.Messages);
        if (file is not null) Count(file);
    }

    /// <summary>Uploads a file that no message uses.</summary>
    private async Task AbandonFileAsync(LivecallerClient client)
    {
        var file = files.Note();
        await client.UploadAttachmentAsync(file, cancellationToken: stop);
        Count(file);
    }

    private void Count(AttachmentUpload file)
    {
        counts.Add(SoakCounts.Uploads);
        if (file.ContentType == SoakFiles.PictureType) counts.Add(SoakCounts.Pictures);
    }

    private void Kill(Lane lane)
    {
        foreach (var connection in lane.Connections(sockets: true))
        {
            connection.Kill(Chance(50) ? KillKind.Reset : KillKind.Close, Random.Shared);
            counts.Add(SoakCounts.Killed);
        }
    }

    private string NameOf(int visit) => string.Create(CultureInfo.InvariantCulture, $"soak{number}-{visit % VisitorsEach}");

    private async Task UntilAsync(Func<bool> holds)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(Patience);
        while (!holds()) await Task.Delay(Glance, TimeProvider.System, late.Token);
    }
}
