using System.Net;
using Livecaller.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Security.Tests.Visitors;

/// <summary>A visitor who keeps the server busy with cheap calls.</summary>
public sealed class FloodTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_visitor_can_have_a_limited_number_of_open_conversations()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time, ("Livecaller:Limits:MaxOpenConversations", "2"));
        var visitor = await server.VisitorAsync();
        var first = await visitor.StartAsync();
        await visitor.StartAsync();

        var refused = await visitor.PostAsync("/conversations", new { message = new { id = Caller.NewId(), content = "And another" } });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("You have 2 open conversations. Close one of them before you start another.", refused.Error(""));
        Assert.Equal(2, (await visitor.GetAsync("/conversations")).Data.GetArrayLength());
        var callback = await visitor.PostAsync("/callbacks", new { phone = "+44 20 7946 0018" });
        Assert.Equal(refused.Error(""), callback.Error(""));
        await (await server.VisitorAsync()).StartAsync();
        await visitor.PostAsync($"/conversations/{first}/close");
        await visitor.StartAsync();
    }

    [Fact]
    public async Task Closing_is_limited_for_a_visitor_and_for_an_address()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time, ("Livecaller:Limits:ClosesPerMinute", "2"));
        var (visitor, neighbor) = (await server.VisitorAsync(), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        var other = await neighbor.StartAsync();
        await visitor.PostAsync($"/conversations/{conversation}/close");
        await visitor.PostAsync($"/conversations/{conversation}/close");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.PostAsync($"/conversations/{conversation}/close")).Status);
        // The same address, and another session.
        Assert.Equal(HttpStatusCode.TooManyRequests, (await neighbor.PostAsync($"/conversations/{other}/close")).Status);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("closed", (await neighbor.PostAsync($"/conversations/{other}/close")).Data.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("ReadMarksPerMinute", "read", """{"sequence":1}""")]
    [InlineData("RatingsPerMinute", "feedback", """{"rating":5}""")]
    public async Task Read_marks_and_ratings_are_limited(string limit, string call, string body)
    {
        await using var server = await LivecallerServer.StartAtAsync(_time, ($"Livecaller:Limits:{limit}", "2"));
        var visitor = await server.VisitorAsync();
        var path = $"/conversations/{await visitor.StartAsync()}/{call}";
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PostTextAsync(path, body)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PostTextAsync(path, body)).Status);

        var refused = await visitor.PostTextAsync(path, body);

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(1)), (refused.Status, refused.Response.Headers.RetryAfter?.Delta));
    }

    [Fact]
    public async Task A_mark_that_changes_nothing_and_a_second_close_do_not_wait_for_the_database()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var conversation = await visitor.StartAsync();
        await visitor.PostAsync($"/conversations/{conversation}/read", new { sequence = 1 });
        await visitor.PostAsync($"/conversations/{conversation}/close");
        var written = new TaskCompletionSource();
        var writing = server.Get<WriteGate>().WriteAsync(async _ =>
        {
            await written.Task;
            return true;
        }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PostAsync($"/conversations/{conversation}/read", new { sequence = 1 })).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync($"/conversations/{conversation}/close")).Status);

        written.SetResult();
        await writing;
    }

    [Fact]
    public async Task A_conversation_that_leaves_a_long_queue_writes_one_event()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:ConversationsPerMinute", "1000"));
        var visitor = await server.VisitorAsync();
        var first = await visitor.StartAsync();
        for (var i = 0; i < 30; i++) await visitor.StartAsync();
        var before = await EventsAsync();

        await visitor.PostAsync($"/conversations/{first}/close");

        Assert.Equal(before + 1, await EventsAsync());

        async Task<int> EventsAsync()
        {
            await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync();
            return await db.Events.CountAsync();
        }
    }
}
