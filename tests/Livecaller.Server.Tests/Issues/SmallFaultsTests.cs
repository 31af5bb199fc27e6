using System.Net;
using Livecaller.Server.Tests.Support;
using Livecaller.Shared;

namespace Livecaller.Server.Tests.Issues;

public sealed class SmallFaultsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData(" ")]
    [InlineData("\t\n\n")]
    public async Task A_token_with_a_line_break_at_its_end_was_called_wrongly_signed(string end)
    {
        await using var server = await LivecallerServer.StartAsync();

        var visitor = await server.VisitorAsync(Jwt.For("7") + end);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/auth/visitor?jwt_token=" + Uri.EscapeDataString(Jwt.For("7") + end))).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.PatchAsync("/auth/visitor", new { jwt_token = end + Jwt.For("7") })).Status);
    }

    [Fact]
    public async Task A_token_that_was_wrapped_or_quoted_is_told_so()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var client = server.NewClient();
        var caller = new Caller(client, "/v1/widget", "", "");
        var token = Jwt.For("7");

        var wrapped = await caller.PostAsync("/auth/login", new { jwt_token = token.Insert(60, "\n") });
        Assert.Contains("line break", wrapped.Error("jwt_token"), StringComparison.Ordinal);
        var quoted = await caller.PostAsync("/auth/login", new { jwt_token = $"\"{token}\"" });
        Assert.Contains("quotation marks", quoted.Error("jwt_token"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_with_a_line_break_at_its_end_is_the_one_without()
    {
        var directory = Directory.CreateTempSubdirectory("livecaller-secret").FullName;
        await using (var server = await LivecallerServer.StartAsync(
            directory, ("Livecaller:Seed:JwtSecret", LivecallerServer.Secret + "\n"), ("Livecaller:Seed:OperatorPassword", LivecallerServer.Password + "\r\n")))
        {
            await server.VisitorAsync(Jwt.For("7"));
            await server.OperatorAsync();
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Pages_and_files_answer_HEAD_as_they_answer_GET()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var file = await visitor.UploadAsync("note.txt", "text"u8.ToArray());

        foreach (var path in (string[])["/docs/", "/openapi/livecaller.json", "/livecaller.js", "/widget/shop", "/health/ready", file.Data.GetProperty("url").GetString()!])
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, path);
            using var head = await visitor.Client.SendAsync(request, Cancelled);
            using var get = await visitor.Client.GetAsync(path, Cancelled);
            Assert.True(head.StatusCode == HttpStatusCode.OK, $"{path}: {head.StatusCode}");
            Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancelled));
        }
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("👍🏽")]
    [InlineData("🇬🇪")]
    [InlineData("e\u0301")]
    public void A_long_file_name_is_never_cut_inside_a_character(string character)
    {
        for (var padding = 0; padding < character.Length; padding++)
        {
            var name = FileNames.Clean(string.Concat(Enumerable.Repeat(character, 200)) + new string('a', padding) + ".txt");
            Assert.InRange(name.Length, 240, 255);
            Assert.StartsWith(character, name, StringComparison.Ordinal);
            Assert.EndsWith(".txt", name, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_name_of_one_endless_character_is_cut_too()
    {
        var name = FileNames.Clean("😀" + new string('\u0301', 400) + ".txt");
        Assert.InRange(name.Length, 250, 255);
        Assert.EndsWith(".txt", name, StringComparison.Ordinal);
        Assert.InRange(FileNames.Clean("a" + string.Concat(Enumerable.Repeat("\ud834\udd65", 300))).Length, 250, 255);
    }
}
