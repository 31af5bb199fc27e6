using System.Net;
using System.Text;
using MimeKit;

namespace Livecaller.Security.Tests.Visitors;

/// <summary>A visitor who lets the shop mail the visitor's own text to strangers.</summary>
public sealed class TranscriptTests
{
    private const string Phishing = "Your account is locked. Sign in at https://evil.example";

    [Fact]
    public async Task Nothing_is_mailed_to_strangers_before_an_operator_has_answered()
    {
        await using var smtp = new SmtpListener();
        await using var server = await LivecallerServer.StartAsync(null, smtp.Settings);
        var visitor = await server.VisitorAsync();
        var conversation = await visitor.StartAsync(Phishing);

        var refused = await visitor.PostAsync($"/conversations/{conversation}/transcript", new { email = "victim@example.com" });

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("A transcript can be sent once an operator has answered.", refused.Body.GetProperty("detail").GetString());
        Assert.Equal(0, smtp.Asked);
    }

    [Fact]
    public async Task An_address_that_the_visitor_has_entered_is_not_the_visitors_own()
    {
        await using var smtp = new SmtpListener();
        await using var server = await LivecallerServer.StartAsync(null, smtp.Settings);
        var administrator = await server.OperatorAsync();
        await administrator.PatchAsync("/widgets/shop", new { fields = new[] { new { name = "mail", label = "Mail", type = "email", required = true, order = 1, values = Array.Empty<string>() } } });
        var visitor = await server.VisitorAsync();
        var started = await visitor.PostAsync("/conversations", new { fields = new { mail = "victim@example.com" } });

        var refused = await visitor.PostAsync($"/conversations/{started.Data.GetProperty("id").GetString()}/transcript", new { email = "victim@example.com" });

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(0, smtp.Asked);
    }

    [Fact]
    public async Task What_a_visitor_wrote_is_marked_as_the_visitors_in_the_mail()
    {
        await using var smtp = new SmtpListener();
        await using var server = await LivecallerServer.StartAsync(null, smtp.Settings);
        var (visitor, conversation) = await AnsweredAsync(server, Phishing + "\u202E");

        await visitor.PostAsync($"/conversations/{conversation}/transcript", new { email = "ana@example.com" });

        var mail = await smtp.NextAsync();
        var message = await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(mail[mail.IndexOf("From:", StringComparison.Ordinal)..].Replace("\n", "\r\n", StringComparison.Ordinal))), TestContext.Current.CancellationToken);
        Assert.Contains("Messages marked “visitor” were written by a person in the chat, and not by Livecaller.", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("Visitor\n  > " + Phishing + "\n", message.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("<b>Visitor</b>", message.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain(message.TextBody, static c => c is '\u202E');
    }

    [Theory]
    [InlineData("ServerTranscriptsPerDay")]
    [InlineData("AddressTranscriptsPerDay")]
    public async Task The_limits_of_a_day_outlive_a_restart(string limit)
    {
        await using var smtp = new SmtpListener();
        var directory = Directory.CreateTempSubdirectory("livecaller-transcripts-").FullName;
        (string, string)[] settings = [.. smtp.Settings, ($"Livecaller:Limits:{limit}", "2")];
        await using (var server = await LivecallerServer.StartAsync(directory, settings))
        {
            await AskAsync(server, "one@example.com", HttpStatusCode.Accepted);
            await AskAsync(server, "two@example.com", HttpStatusCode.Accepted);
        }

        await using (var server = await LivecallerServer.StartAsync(directory, settings))
        {
            var refused = await AskAsync(server, "three@example.com", HttpStatusCode.TooManyRequests);
            Assert.Equal("No more transcripts can be sent today. Try again tomorrow.", refused.Body.GetProperty("detail").GetString());
            Assert.Equal(TimeSpan.FromDays(1), refused.Response.Headers.RetryAfter?.Delta);
        }

        Directory.Delete(directory, recursive: true);
    }

    private static async Task<Answer> AskAsync(LivecallerServer server, string email, HttpStatusCode expected)
    {
        var (visitor, conversation) = await AnsweredAsync(server, "Hello");
        var answer = await visitor.PostAsync($"/conversations/{conversation}/transcript", new { email });
        Assert.Equal(expected, answer.Status);
        return answer;
    }

    private static async Task<(Caller Visitor, string Conversation)> AnsweredAsync(LivecallerServer server, string text)
    {
        var visitor = await server.VisitorAsync();
        var conversation = await visitor.StartAsync(text);
        await (await server.OperatorAsync()).PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "Good evening" });
        return (visitor, conversation);
    }
}
