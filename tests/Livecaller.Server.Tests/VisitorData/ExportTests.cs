using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.VisitorData;

/// <summary>The archive with everything about a visitor.</summary>
public sealed class ExportTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_has_the_profile_all_conversations_with_their_logs_and_the_files()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor, other) = (await server.OperatorAsync(), await server.VisitorAsync(Jwt.Sign(new { sub = "u1", name = "Ada", attributes = new { plan = "gold" }, iat = Jwt.Now })), await server.VisitorAsync());
        var conversation = await visitor.StartAsync("Hello there");
        await other.StartAsync("Not yours");
        var file = (await visitor.UploadAsync("my notes.txt", Encoding.UTF8.GetBytes("some notes"))).Data.GetProperty("id").GetString()!;
        await visitor.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "Here", attachments = new[] { file } });
        await olga.PostAsync($"/conversations/{conversation}/notes", new { id = Caller.NewId(), content = "A regular" });
        await olga.PatchAsync($"/visitors/{visitor.Id}", new { notes = "Likes tea" });

        var job = await olga.PostAsync($"/visitors/{visitor.Id}/export");
        Assert.Equal((HttpStatusCode.Accepted, "done"), (job.Status, job.Data.GetProperty("status").GetString()));
        using var answer = await olga.Client.GetAsync(job.Data.GetProperty("url").GetString(), _ct);

        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith($"visitor-{visitor.Id}", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        await using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(_ct));
        Assert.Equal(["visitor.json", $"attachments/{file}.txt"], archive.Entries.Select(e => e.FullName));
        Assert.Equal("some notes", await ReadAsync(archive.Entries[1]));
        var data = JsonElement.Parse(await ReadAsync(archive.Entries[0]));
        var person = data.GetProperty("visitor");
        Assert.Equal(("Ada", "u1", "Likes tea", "gold"), (Text(person, "name"), Text(person, "user_id"), Text(person, "notes"), Text(person.GetProperty("attributes"), "plan")));
        var only = Assert.Single(data.GetProperty("conversations").EnumerateArray());
        Assert.Equal(["conversation.started", "conversation.message", "conversation.message"], only.GetProperty("events").EnumerateArray().Select(e => Text(e, "type")));
        Assert.Equal("A regular", Text(Assert.Single(only.GetProperty("operator_events").EnumerateArray()).GetProperty("data"), "content"));
        Assert.Equal("my notes.txt", Text(Assert.Single(data.GetProperty("attachments").EnumerateArray()), "name"));
        Assert.Equal("127.0.0.1", Text(Assert.Single(data.GetProperty("sessions").EnumerateArray()), "address"));
        Assert.DoesNotContain("Not yours", data.ToString(), StringComparison.Ordinal);
        Assert.Single((await olga.GetAsync("/audit-log?action=visitor.exported")).Data.EnumerateArray());
    }

    [Fact]
    public async Task It_belongs_to_who_asked_for_it_and_ends_after_a_day_and_with_the_visitor()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await LivecallerServer.StartAtAsync(time, ("Livecaller:OperatorSessions:IdleTimeout", "10.00:00:00"));
        var (olga, anna, visitor) = (await server.OperatorAsync(), await server.NewOperatorAsync("anna", "administrator"), await server.VisitorAsync());
        await visitor.StartAsync();
        var (first, job) = (await ExportAsync(), await ExportAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync($"/jobs/{job}/file")).Status);
        Assert.Equal(HttpStatusCode.OK, (await anna.GetAsync($"/jobs/{job}")).Status);

        time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(HttpStatusCode.NotFound, (await olga.GetAsync($"/jobs/{first}/file")).Status);
        var last = await ExportAsync();
        await olga.PostAsync($"/visitors/{visitor.Id}/erase");
        Assert.Equal(HttpStatusCode.NotFound, (await olga.GetAsync($"/jobs/{last}/file")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.GetAsync($"/jobs/{Caller.NewId()}")).Status);

        async Task<string> ExportAsync() => (await olga.PostAsync($"/visitors/{visitor.Id}/export")).Data.GetProperty("id").GetString()!;
    }

    private async Task<string> ReadAsync(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(await entry.OpenAsync(_ct));
        return await reader.ReadToEndAsync(_ct);
    }

    private static string? Text(JsonElement data, string name) => data.GetProperty(name).GetString();
}
