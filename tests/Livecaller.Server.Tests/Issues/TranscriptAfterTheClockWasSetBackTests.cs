using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Issues;

public sealed class TranscriptAfterTheClockWasSetBackTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(24 * 365)]
    public async Task A_transcript_is_tried_again_though_the_clock_was_set_back(int hours)
    {
        await using var smtp = new SmtpListener { RefuseRecipient = "451 later" };
        var time = new SettableWallClock();
        await using var server = await LivecallerServer.StartAtAsync(time, smtp.Settings);
        var visitor = await server.VisitorAsync();
        var conversation = await visitor.StartAsync("Keep this");
        await (await server.OperatorAsync()).PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "Good evening" });
        var asked = await visitor.PostAsync($"/conversations/{conversation}/transcript", new { email = "ana@example.com" });
        Assert.Equal(HttpStatusCode.Accepted, asked.Status);
        await WaitAsync(() => smtp.Asked == 1);

        smtp.RefuseRecipient = null;
        time.Offset = TimeSpan.FromHours(-hours);
        await WaitAsync(() =>
        {
            // A round begins every half minute; the first may overlap the attempt that has failed.
            time.Advance(TimeSpan.FromSeconds(1));
            return smtp.Mails.Count == 1;
        });
    }

    private static async Task WaitAsync(Func<bool> holds)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(30));
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!holds()) await looks.WaitForNextTickAsync(late.Token);
    }
}
