using System.Globalization;
using System.Net;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Uploads;

public sealed class UploadExpiryTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task An_upload_that_is_not_finished_in_a_day_is_gone_and_one_that_was_sent_stays()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var visitor = await server.VisitorAsync();
        var tus = new TusClient(visitor);
        var begun = await tus.CreateAsync("a.txt", 10, "01234"u8.ToArray());
        var location = begun.Response.Headers.Location!.ToString();
        Assert.Equal((_time.GetUtcNow() + TimeSpan.FromHours(24)).ToString("R", CultureInfo.InvariantCulture), begun.Header("Upload-Expires"));
        var whole = await tus.CreateAsync("a.txt", 5, "01234"u8.ToArray());
        await visitor.PostAsync($"/conversations/{await visitor.StartAsync()}/messages",
            new { id = Caller.NewId(), attachments = new[] { whole.Data.GetProperty("id").GetString() } });
        _time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(11));
        var patched = await tus.PatchAsync(location, 5, "5"u8.ToArray());
        Assert.Equal((HttpStatusCode.NoContent, begun.Header("Upload-Expires")), (patched.Status, patched.Header("Upload-Expires")));

        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Contains((await tus.HeadAsync(location)).Status, (HttpStatusCode[])[HttpStatusCode.Gone, HttpStatusCode.NotFound]);
        _time.Advance(TimeSpan.FromMinutes(10));
        while (TestFiles.Names(server.Directory).Length > 1)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        while ((await tus.HeadAsync(location)).Status != HttpStatusCode.NotFound) TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        Assert.Equal(HttpStatusCode.OK, (await tus.GetAsync(whole.Response.Headers.Location!.ToString())).Status);
    }

    [Fact]
    public async Task Between_two_sweeps_an_expired_upload_answers_that_it_is_gone()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var tus = new TusClient(await server.VisitorAsync());
        var location = await tus.BeginAsync("a.txt", 10);
        await using (var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
            await db.Uploads.ExecuteUpdateAsync(u => u.SetProperty(x => x.ExpiresAt, _time.GetUtcNow()), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Gone, (await tus.HeadAsync(location)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await tus.PatchAsync(location, 0, "x"u8.ToArray())).Status);
        Assert.Equal(HttpStatusCode.Gone, (await tus.GetAsync(location)).Status);
    }

    [Fact]
    public async Task A_start_sweeps_what_expired_while_the_server_was_off()
    {
        var directory = Directory.CreateTempSubdirectory("livecaller-sweep").FullName;
        await using (var first = await LivecallerServer.StartAsync(directory, _time))
            await new TusClient(await first.VisitorAsync()).CreateAsync("a.txt", 10, "01234"u8.ToArray());
        Assert.Single(TestFiles.Names(directory));
        _time.Advance(TimeSpan.FromHours(25));
        await using (await LivecallerServer.StartAsync(directory, _time))
        {
            while (TestFiles.Names(directory).Length > 0)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
        Directory.Delete(directory, recursive: true);
    }
}
