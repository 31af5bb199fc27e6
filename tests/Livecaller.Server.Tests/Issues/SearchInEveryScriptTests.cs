using System.Net;
using Livecaller.Server.Operators;
using Livecaller.Server.Search;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Issues;

/// <summary>The search found "Привет" but not "привет": SQLite's LIKE knows the case of ASCII alone.</summary>
public sealed class SearchInEveryScriptTests
{
    public static TheoryData<string, string> Pairs => new()
    {
        { "Hello", "hELLO" },
        { "Привет", "привет" },
        { "привет", "ПРИВЕТ" },
        { "Ёлка", "ёлка" },
        { "ΟΔΟΣ", "οδός" },
        { "ὈΔΥΣΣΕΎΣ", "ὀδυσσεύς" },
        { "STRASSE", "straße" },
        { "Straße", "STRASSE" },
        { "İSTANBUL", "istanbul" },
        { "ısırgan", "ISIRGAN" },
        { "Müller", "MÜLLER" },
        { "Mu\u0308ller", "müller" },
        { "café", "cafe\u0301" },
        { "José", "jose" },
        { "ＡＢＣ１２", "abc12" },
        { "ｶﾞｲﾄﾞ", "ガイド" },
        { "안녕", "\u110b\u1161\u11ab\u1102\u1167\u11bc" },
        { "თბილისი", "\u1c97\u1c91\u1c98\u1c9a\u1c98\u1ca1\u1c98" },
        { "մարդ", "ՄԱՐԴ" },
        { "\ud801\udc28\ud801\udc29", "\ud801\udc00\ud801\udc01" },
        { "سَلَام", "سلام" },
        { "שָׁלוֹם", "שלום" },
        { "می\u200cخواهم", "میخواهم" },
        { "co\u00adoperate", "COOPERATE" },
        { "ﬁne", "FINE" },
        { "हिन्दी", "हिन्दी" },
        { "100% sure_thing\\", "100% SURE_THING\\" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_text_is_found_however_it_is_written(string text, string needle)
    {
        Assert.NotNull(SearchWords.Of(needle)!.LineOf($"before {text} after"));
        Assert.NotNull(SearchWords.Of(text)!.LineOf($"before {needle} after"));
    }

    [Theory]
    [InlineData("कि", "की")]
    [InlineData("か", "が")]
    [InlineData("abc", "a_c")]
    [InlineData("привет", "приветы")]
    public void What_is_another_word_is_not_found(string text, string needle) => Assert.Null(SearchWords.Of(needle)!.LineOf(text));

    [Theory]
    [InlineData("half \ud800 pair")]
    [InlineData("\udc00")]
    public void Half_a_surrogate_pair_does_no_harm(string text) => Assert.Null(SearchWords.Of(text)!.LineOf("something else"));

    [Fact]
    public async Task A_database_finds_a_message_however_it_is_written()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:ConversationsPerMinute", "1000"), ("Livecaller:Limits:MaxOpenConversations", "1000"));
        var (colleague, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        foreach (var (text, needle) in Pairs.Select(p => p.Data))
        {
            var id = await visitor.StartAsync($"before {text} after");

            var found = await colleague.GetAsync("/conversations?q=" + Uri.EscapeDataString(needle));

            Assert.Contains(id, found.Data.EnumerateArray().Select(c => c.GetProperty("id").GetString()));
        }
    }

    [Fact]
    public async Task Messages_names_and_addresses_are_searched()
    {
        await using var server = await LivecallerServer.StartAsync();
        var colleague = await server.OperatorAsync();
        var visitor = await server.VisitorAsync(Jwt.Sign(new { sub = "7", name = "Ελένη ΠΑΠΑΔΟΠΟΎΛΟΥ", email = "Jürgen@MÜLLER.example", iat = Jwt.Now }));
        var id = await visitor.StartAsync("Добрый День");
        await (await server.VisitorAsync()).StartAsync("something else");

        foreach (var needle in (string[])["добрый день", "παπαδοπούλου", "jürgen@müller", "ＤＯБРЫЙ".Replace("ＤＯ", "до", StringComparison.Ordinal)])
        {
            var found = await colleague.GetAsync("/conversations?q=" + Uri.EscapeDataString(needle));
            Assert.Equal(HttpStatusCode.OK, found.Status);
            Assert.Equal(id, Assert.Single(found.Data.EnumerateArray()).GetProperty("id").GetString());
        }

        Assert.Empty((await colleague.GetAsync("/conversations?q=" + Uri.EscapeDataString("вечер"))).Data.EnumerateArray());
    }

    [Fact]
    public async Task The_dashboards_search_is_the_same()
    {
        await using var server = await LivecallerServer.StartAsync();
        var colleague = await server.OperatorAsync();
        await (await server.VisitorAsync()).StartAsync("Привет");

        var page = await server.Get<IOperatorService>().ListAsync(OperatorCaller.OnBehalfOf(new(colleague.Id)), new InboxQuery { Search = "привет", OpenOnly = true }, TestContext.Current.CancellationToken);

        Assert.Single(page.Value!.Data);
    }
}
