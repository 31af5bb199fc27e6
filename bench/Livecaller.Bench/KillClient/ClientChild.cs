using System.Globalization;
using Livecaller.Bench.Chaos;
using Livecaller.Bench.Hosting;

namespace Livecaller.Bench.KillClient;

/// <summary>
/// The process that's killed. It sends a text, a message with a large file, and another text. After a restart, it behaves like a user and doesn't
/// repeat messages that are displayed, whether or not they're sent.
/// </summary>
internal static class ClientChild
{
    public const string Mode = "client-child";
    public const string FileName = "drawing.zip";
    public const string FileMessage = "the drawing";

    /// <summary>The messages in order.</summary>
    public static readonly string[] Contents = ["before the drawing", FileMessage, "after the drawing"];

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns the bytes of the file, which are always the same.</summary>
    public static byte[] File()
    {
        var bytes = new byte[20_000_000];
#pragma warning disable CA5394 // Both processes must create the same data.
        new Random(20).NextBytes(bytes);
#pragma warning restore CA5394
        "PK\u0003\u0004"u8.CopyTo(bytes);
        return bytes;
    }

    /// <param name="arguments">The server's address, the session file, the user, and the step at which the process is killed.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var steps = new KillSteps(int.Parse(arguments[3], CultureInfo.InvariantCulture));
        using var handler = new SteppingHandler(steps);
        await using var client = await LivecallerClient.CreateAsync(new()
        {
            WidgetId = new(HostProcess.WidgetId),
            ServerUrl = new(arguments[0]),
            SessionStore = new SteppingStore(new(arguments[1]), steps),
            HttpHandler = handler,
            TimeProvider = new AcceleratedTimeProvider(10),
            TokenProvider = _ => ValueTask.FromResult<string?>(IdentityTokens.Fresh(arguments[2])),
        });
        await client.StartBackgroundEventsAsync();
        var conversation = await client.OpenConversationAsync();
        await UntilAsync(() => conversation.Snapshot.Phase == ConversationPhase.Ready);
        foreach (var content in Contents)
        {
            if (conversation.Snapshot.Messages.Any(m => m.Payload.Content == content)) continue;
            using var file = new MemoryStream(content == FileMessage ? File() : []);
            await conversation.SendAsync(new()
            {
                Content = content,
                Uploads = content == FileMessage ? [new() { Name = FileName, ContentType = "application/zip", Content = file }] : [],
            });
        }

        await UntilAsync(() => conversation.Snapshot.Messages.Count(m => m.Status != MessageStatus.Pending) == Contents.Length);
        if (conversation.Snapshot.Messages.FirstOrDefault(m => m.Status == MessageStatus.Failed) is { } failed)
        {
            Console.WriteLine($"failed: {failed.Payload.Content}: {failed.FailureReason}");
            return 1;
        }

        Console.WriteLine("done");
        return 0;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds()) await Task.Delay(Again, TimeProvider.System);
    }
}
