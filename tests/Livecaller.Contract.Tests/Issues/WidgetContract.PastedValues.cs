using System.Net;
using Livecaller.Contract.Tests.Visitors;

namespace Livecaller.Contract.Tests;

// What people paste has marks of direction, hyphens that do not break, digits of their script, and characters that nobody sees.
public abstract partial class WidgetContract
{
    public static TheoryData<string, string> PastedPhones => new()
    {
        { "\u202A+49 30 123456\u202C", "+49 30 123456" },
        { "\u200E+995\u00A0555\u2011123\u2013456", "+995 555-123-456" },
        { "٠٣٠ ١٢٣٤٥٦", "030 123456" },
        { "۰۹۱۲۳۴۵۶۷۸۹", "09123456789" },
        { "०११ २३४५६७८९", "011 23456789" },
        { "＋８１（３）１２３４－５６７８", "+81(3)1234-5678" },
        { "[030] 123456", "(030) 123456" },
        { "(+49) 30 123456", "(+49) 30 123456" },
        { "tel:+49-30-123456", "+49-30-123456" },
        { "030\u2212123\u202F456\t", "030-123 456" },
        { "\uFEFF030 123456\u200B", "030 123456" },
        { "\U0001D7CE\U0001D7D1\U0001D7CE 123456", "030 123456" },
    };

    [Theory]
    [MemberData(nameof(PastedPhones))]
    public async Task A_pasted_telephone_number_is_taken_as_digits(string pasted, string kept)
    {
        var visitor = await LoginAsync();
        var started = await visitor.PostAsync("callbacks", new { phone = pasted });
        Assert.Equal(HttpStatusCode.Created, started.Status);
        var notice = (await visitor.MessagesAsync(started.Data.GetProperty("id").GetString()!))[0].GetProperty("notice");
        Assert.Equal(kept, notice.GetProperty("phone").GetString());
        Assert.Equal(kept, (await visitor.GetAsync("auth/visitor")).Data.GetProperty("visitor").GetProperty("mobile").GetString());
    }

    [Theory]
    [InlineData("call me")]
    [InlineData("030 123456 +49")]
    [InlineData("123\n456789")]
    [InlineData("٠٣٠١")]
    [InlineData("1234567890123456")]
    [InlineData("\u200B")]
    public async Task What_is_no_telephone_number_stays_refused(string pasted) =>
        Assert.NotEmpty((await (await LoginAsync()).PostAsync("callbacks", new { phone = pasted })).Reason("phone"));

    [Fact]
    public async Task The_answers_of_a_form_are_folded_by_their_kind()
    {
        await using var server = await StartAsync(new()
        {
            Fields =
            [
                new() { Name = "who", Label = "Name", Type = "name" },
                new() { Name = "mail", Label = "Mail", Type = "email", Order = 1 },
                new() { Name = "call", Label = "Phone", Type = "tel", Order = 2 },
                new() { Name = "count", Label = "How many", Type = "number", Order = 3 },
                new() { Name = "day", Label = "Day", Type = "date", Order = 4 },
                new() { Name = "topic", Label = "Topic", Type = "select", Values = ["Sales", "Help"], Order = 5 },
                new() { Name = "words", Label = "Words", Type = "textarea", Order = 6 },
            ],
        });
        var visitor = await Visitor.LoginAsync(server);
        var started = await visitor.PostAsync("conversations", new
        {
            fields = new
            {
                who = "\u200F علی\u200Cرضا \u200B",
                mail = "\u200Bmailto:Ana\u00AD@exa\u2011mple\uFF0Ecom\u202C",
                call = "\u2066٠٣٠ ١٢٣٤٥٦\u2069",
                count = "\u2212١٢٫٥",
                day = "٢٠٢٦\u2011٠٣\u2011٠٢",
                topic = " Help\u200B",
                words = "one\r\ntwo",
            },
        });
        Assert.True(started.Status == HttpStatusCode.Created, started.Body.ToString());
        var profile = (await visitor.GetAsync("auth/visitor")).Data.GetProperty("visitor");
        // Joiners carry meaning within a word, and none at its ends.
        Assert.Equal(("علی\u200Cرضا", "Ana@exa-mple.com", "030 123456"),
            (profile.GetProperty("name").GetString(), profile.GetProperty("email").GetString(), profile.GetProperty("mobile").GetString()));

        var refused = await visitor.PostAsync("conversations", new { fields = new { mail = "a\u200Bna example.com", call = "\u200E", count = "12\u20115", day = "٢٠٢٦", topic = "Hel\u200Bp me" } });
        foreach (var name in (string[])["mail", "count", "day", "topic"]) Assert.NotEmpty(refused.Reason("fields." + name));
        Assert.False(refused.Body.GetProperty("errors").TryGetProperty("fields.call", out _));
    }

    [Fact]
    public async Task An_invisible_answer_is_none()
    {
        await using var server = await StartAsync(new() { Fields = [new() { Name = "who", Label = "Name", Type = "name", Required = true }, new() { Name = "mail", Label = "Mail", Type = "email", Required = true }] });
        var refused = await (await Visitor.LoginAsync(server)).PostAsync("conversations", new { fields = new { who = "\u200B\u2060", mail = "\uFEFF" } });
        foreach (var name in (string[])["who", "mail"]) Assert.NotEmpty(refused.Reason("fields." + name));
    }

    [Fact]
    public async Task A_transcript_goes_to_the_address_without_what_nobody_sees()
    {
        await using var server = await StartAsync();
        var visitor = await Visitor.LoginAsync(server);
        var id = await visitor.StartAsync();
        await server.Operator.SaysAsync(id, "Good evening");
        var path = $"conversations/{id}/transcript";
        // They are all the same address: ten in a day are the limit of one.
        string[] pasted = ["ana@example.com", "\u200Bana@example.com", "<ana@example.com>", "mailto:ana@example.com", "ana@example.com\u00A0", "ａｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ",
            "ana@example。com", "\u2068ana@example.com\u2069", "ana\uFEFF@example.com", "ana@example.com."];
        foreach (var email in pasted) Assert.Equal((email, HttpStatusCode.Accepted), (email, (await visitor.PostAsync(path, new { email })).Status));
        var other = await Visitor.LoginAsync(server);
        var others = await other.StartAsync();
        await server.Operator.SaysAsync(others, "Good evening");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await other.PostAsync($"conversations/{others}/transcript", new { email = "ana@example.com" })).Status);
    }
}
