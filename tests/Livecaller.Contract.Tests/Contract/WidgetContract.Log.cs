using System.Net;
using System.Text.Json;
using Livecaller.Contract.Tests.Visitors;

namespace Livecaller.Contract.Tests;

public abstract partial class WidgetContract
{
    [Fact]
    public async Task The_log_has_everything_in_order_without_holes()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        await Server.Operator.JoinsAsync(id);
        await Server.Operator.SaysAsync(id, "Hello");
        await visitor.PostAsync($"conversations/{id}/read", new { sequence = 4 });
        await Server.Operator.ReadsAsync(id, 2);
        await Server.Operator.ClosesAsync(id);

        var page = await visitor.GetAsync($"conversations/{id}/events?after=0");
        Assert.Equal(["conversation.started", "conversation.message", "conversation.updated", "conversation.message", "conversation.read", "conversation.read", "conversation.closed"],
            page.Items.Select(e => e.GetProperty("type").GetString()));
        Assert.Equal(Enumerable.Range(1, 7), page.Items.Select(e => e.GetProperty("sequence").GetInt32()));
        Assert.All(page.Items, e => Assert.Equal((e.GetProperty("sequence").GetInt32(), id),
            (e.GetProperty("data").GetProperty("sequence").GetInt32(), e.GetProperty("data").GetProperty("conversation_id").GetString())));
        Assert.All(page.Items, e => Assert.EndsWith("Z", e.GetProperty("created_at").GetString(), StringComparison.Ordinal));
        Assert.Equal(7, page.Body.GetProperty("last_sequence").GetInt32());
        Assert.Equal((1, 0, "queued"), (page.Items[0].GetProperty("data").GetProperty("last_sequence").GetInt32(),
            page.Items[0].GetProperty("data").GetProperty("unread_count").GetInt32(), page.Items[0].GetProperty("data").GetProperty("status").GetString()));
        Assert.Equal(("active", Server.Operator.Name), (page.Items[2].GetProperty("data").GetProperty("status").GetString(),
            page.Items[2].GetProperty("data").GetProperty("operator").GetProperty("name").GetString()));
        Assert.Equal([("visitor", 4), ("operator", 2)], page.Items.Skip(4).Take(2).Select(e =>
            (e.GetProperty("data").GetProperty("reader").GetString(), e.GetProperty("data").GetProperty("read_sequence").GetInt32())));
        var closed = page.Items[6].GetProperty("data");
        Assert.Equal((id, "operator"), (closed.GetProperty("id").GetString(), closed.GetProperty("closed_by").GetString()));
        Assert.Equal((await visitor.ConversationAsync(id)).GetProperty("closed_at").GetString(), closed.GetProperty("closed_at").GetString());
    }

    [Fact]
    public async Task The_log_has_no_holes_when_many_write_at_once()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => visitor.SayAsync(id, $"{i}")));
        var page = await visitor.GetAsync($"conversations/{id}/events");
        Assert.Equal(Enumerable.Range(1, 42), page.Items.Select(e => e.GetProperty("sequence").GetInt32()));
        Assert.Equal(42, page.Body.GetProperty("last_sequence").GetInt32());
    }

    [Fact]
    public async Task The_log_is_read_from_a_cursor_page_by_page()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        for (var i = 0; i < 8; i++) await visitor.SayAsync(id, $"{i}");
        var first = await visitor.GetAsync($"conversations/{id}/events?limit=4");
        Assert.Equal([1, 2, 3, 4], first.Items.Select(e => e.GetProperty("sequence").GetInt32()));
        Assert.Equal(10, first.Body.GetProperty("last_sequence").GetInt32());
        Assert.Equal([9, 10], (await visitor.GetAsync($"conversations/{id}/events?after=8&limit=4")).Items.Select(e => e.GetProperty("sequence").GetInt32()));
        var end = await visitor.GetAsync($"conversations/{id}/events?after=10");
        Assert.Equal((0, 10), (end.Items.Count, end.Body.GetProperty("last_sequence").GetInt32()));
    }

    [Fact]
    public async Task Without_a_limit_a_page_has_200_events_or_50_messages_and_at_most_500_or_100()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        for (var i = 0; i < 204; i++) await visitor.SayAsync(id, $"{i}");
        Assert.Equal(200, (await visitor.GetAsync($"conversations/{id}/events")).Items.Count);
        Assert.Equal(206, (await visitor.GetAsync($"conversations/{id}/events?limit=500")).Items.Count);
        Assert.Equal(50, (await visitor.GetAsync($"conversations/{id}/messages")).Items.Count);
        Assert.Equal(100, (await visitor.GetAsync($"conversations/{id}/messages?limit=100")).Items.Count);
    }

    [Theory]
    [InlineData("events?after=-1", "after")]
    [InlineData("events?after=x", "after")]
    [InlineData("events?after=", "after")]
    [InlineData("events?limit=0", "limit")]
    [InlineData("events?limit=501", "limit")]
    [InlineData("messages?limit=0", "limit")]
    [InlineData("messages?limit=101", "limit")]
    [InlineData("messages?before=0", "before")]
    [InlineData("messages?before=99999999999999999999", "before")]
    [InlineData("messages?after=-1", "after")]
    [InlineData("messages?after=1.5", "after")]
    [InlineData("messages?before=5&after=3", "before")]
    [InlineData("messages?before=5&after=3", "after")]
    [InlineData("messages?after=5&around=x", "around")]
    [InlineData("messages?before=5&around=x", "around")]
    public async Task Numbers_out_of_range_and_two_windows_at_once_are_refused(string query, string field)
    {
        var visitor = await LoginAsync();
        Assert.NotEmpty((await visitor.GetAsync($"conversations/{await visitor.StartAsync()}/{query}")).Reason(field));
    }

    [Fact]
    public async Task The_history_is_read_back_forth_and_around_a_message()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync("0");
        for (var i = 1; i < 10; i++) await visitor.SayAsync(id, $"{i}");
        var ids = (await visitor.MessagesAsync(id)).Select(m => m.GetProperty("id").GetString()!).ToList();
        // The messages 0 to 9 have the sequences 2 to 11.
        foreach (var (query, expected) in ((string, string)[])[
            ("limit=2", "8 9"), ("before=5&limit=2", "1 2"), ("before=2", ""), ("after=0&limit=3", "0 1 2"), ("after=4&limit=3", "3 4 5"), ("after=9&limit=3", "8 9"), ("after=11", ""),
            ($"around={ids[5]}&limit=5", "3 4 5 6 7"), ($"around={ids[5]}&limit=4", "3 4 5 6"), ($"around={ids[5]}&limit=1", "5"),
            ($"around={ids[0]}&limit=4", "0 1 2 3"), ($"around={ids[1]}&limit=4", "0 1 2 3"), ($"around={ids[9]}&limit=4", "6 7 8 9"),
            ($"around={ids[5].ToUpperInvariant()}&limit=3", "4 5 6"), ($"around={ids[5]}", "0 1 2 3 4 5 6 7 8 9")])
        {
            var page = await visitor.GetAsync($"conversations/{id}/messages?{query}");
            Assert.Equal((query, expected), (query, string.Join(' ', page.Items.Select(m => m.GetProperty("content").GetString()))));
        }

        var elsewhere = (await visitor.MessagesAsync(await visitor.StartAsync())).Single().GetProperty("id").GetString();
        foreach (var around in (string?[])[elsewhere, Visitor.NewId(), "nothing", ""])
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"conversations/{id}/messages?around={around}")).Status);
    }

    [Fact]
    public async Task An_edited_message_has_its_new_text_everywhere_and_an_event_of_its_own()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        var message = await Server.Operator.SaysAsync(id, "Tomorow");
        await visitor.SayAsync(id, "Thanks");
        await Server.Operator.EditsAsync(id, message, "Tomorrow\r\nmorning");

        var logged = (await visitor.EventsAsync(id))[^1];
        Assert.Equal(("conversation.message_updated", 6), (logged.GetProperty("type").GetString(), logged.GetProperty("sequence").GetInt32()));
        var data = logged.GetProperty("data");
        Assert.Equal((message, 6, 4, "Tomorrow\nmorning", id), (data.GetProperty("id").GetString(), data.GetProperty("sequence").GetInt32(),
            data.GetProperty("message_sequence").GetInt32(), data.GetProperty("content").GetString(), data.GetProperty("conversation_id").GetString()));
        var history = (await visitor.MessagesAsync(id)).Single(m => m.GetProperty("id").GetString() == message);
        Assert.Equal((4, "Tomorrow\nmorning", data.GetProperty("edited_at").GetString()), (history.GetProperty("sequence").GetInt32(),
            history.GetProperty("content").GetString(), history.GetProperty("edited_at").GetString()));
        Assert.NotNull(history.GetProperty("edited_at").GetString());
        Assert.DoesNotContain("Tomorow", (await visitor.GetAsync($"conversations/{id}/events")).Body.GetRawText(), StringComparison.Ordinal);

        await Server.Operator.EditsAsync(id, message, "Tomorrow\nmorning");
        Assert.Equal(6, (await visitor.ConversationAsync(id)).GetProperty("last_sequence").GetInt32());
        foreach (var text in (string[])["", "a\0b", new string('x', 10_001)])
            await Assert.ThrowsAsync<InvalidOperationException>(() => Server.Operator.EditsAsync(id, message, text));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Server.Operator.EditsAsync(id, Visitor.NewId(), "x"));
        Assert.Equal(6, (await visitor.ConversationAsync(id)).GetProperty("last_sequence").GetInt32());
    }

    [Fact]
    public async Task A_deleted_message_keeps_its_place_and_its_text_is_nowhere_to_be_read()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        var message = await Server.Operator.SaysAsync(id, "a secret that slipped out");
        await Server.Operator.SaysAsync(id, "Sorry");
        Assert.Equal(2, (await visitor.ConversationAsync(id)).GetProperty("unread_count").GetInt32());
        await Server.Operator.DeletesAsync(id, message);

        var data = (await visitor.EventsAsync(id))[^1].GetProperty("data");
        Assert.Equal((message, 4, ""), (data.GetProperty("id").GetString(), data.GetProperty("message_sequence").GetInt32(), data.GetProperty("content").GetString()));
        Assert.NotNull(data.GetProperty("deleted_at").GetString());
        var history = (await visitor.MessagesAsync(id))[1];
        Assert.Equal((message, 4, "", data.GetProperty("deleted_at").GetString()), (history.GetProperty("id").GetString(), history.GetProperty("sequence").GetInt32(),
            history.GetProperty("content").GetString(), history.GetProperty("deleted_at").GetString()));
        Assert.Equal(1, (await visitor.ConversationAsync(id)).GetProperty("unread_count").GetInt32());
        Assert.DoesNotContain("a secret", (await visitor.GetAsync($"conversations/{id}/events")).Body.GetRawText(), StringComparison.Ordinal);

        await Server.Operator.DeletesAsync(id, message);
        Assert.Equal(6, (await visitor.ConversationAsync(id)).GetProperty("last_sequence").GetInt32());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Server.Operator.EditsAsync(id, message, "Not so"));
    }

    [Fact]
    public async Task A_transfer_is_told_with_a_notice_and_waits_again_in_a_department()
    {
        await using var server = await StartAsync(new() { Departments = ["Support"] });
        var visitor = await Visitor.LoginAsync(server);
        var id = await visitor.StartAsync();
        await server.Operator.JoinsAsync(id);
        await server.Operator.TransfersToOperatorAsync(id, "Nino");
        var seen = await visitor.ConversationAsync(id);
        Assert.Equal(("active", "Nino", 0), (seen.GetProperty("status").GetString(), seen.GetProperty("operator").GetProperty("name").GetString(), seen.GetProperty("unread_count").GetInt32()));
        var notice = (await visitor.MessagesAsync(id))[^1];
        Assert.Equal(("system", "transferred", "Nino"), (notice.GetProperty("sender").GetProperty("type").GetString(), notice.GetProperty("notice").GetProperty("type").GetString(),
            notice.GetProperty("notice").GetProperty("operator").GetProperty("name").GetString()));
        Assert.Contains("Nino", notice.GetProperty("content").GetString(), StringComparison.Ordinal);

        var department = (await visitor.GetAsync("")).Data.GetProperty("departments")[0].GetProperty("id").GetString()!;
        await server.Operator.TransfersToDepartmentAsync(id, department);
        seen = await visitor.ConversationAsync(id);
        Assert.Equal(("queued", "Support", JsonValueKind.Null, 1), (seen.GetProperty("status").GetString(), seen.GetProperty("department").GetProperty("display_name").GetString(),
            seen.GetProperty("operator").ValueKind, seen.GetProperty("queue_position").GetInt32()));
        Assert.Equal(["conversation.updated", "conversation.message"], (await visitor.EventsAsync(id)).TakeLast(2).Select(e => e.GetProperty("type").GetString()));
        var last = seen.GetProperty("last_sequence").GetInt32();
        await server.Operator.TransfersToDepartmentAsync(id, department);
        Assert.Equal(last, (await visitor.ConversationAsync(id)).GetProperty("last_sequence").GetInt32());
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.Operator.TransfersToDepartmentAsync(id, "none"));
    }
}
