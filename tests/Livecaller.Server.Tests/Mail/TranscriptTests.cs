using System.Net;
using System.Text;
using Livecaller.Protocol;
using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Livecaller.Server.Widgets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace Livecaller.Server.Tests.Mail;

public sealed class TranscriptTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    // A visitor whose conversation an operator has answered.
    private static async Task<(Caller Visitor, string Id)> AnsweredAsync(LivecallerServer server, string text = "Hello")
    {
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync(text);
        Assert.Equal(HttpStatusCode.Created, (await (await server.OperatorAsync()).PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "Good evening" })).Status);
        return (visitor, id);
    }

    private static async Task<HttpStatusCode> AskAsync(Caller visitor, string id, string email) =>
        (await visitor.PostAsync($"/conversations/{id}/transcript", new { email })).Status;

    private static MimeMessage Parse(string mail) =>
        MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(string.Join("\r\n", mail.Split('\n').Where(l => !l.StartsWith("MAIL ", StringComparison.Ordinal) && !l.StartsWith("RCPT ", StringComparison.Ordinal))))), TestContext.Current.CancellationToken);

    private async Task<TranscriptRow> RowAsync(LivecallerServer server)
    {
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        return await db.Transcripts.AsNoTracking().SingleAsync(_ct);
    }

    [Fact]
    public async Task The_conversation_comes_by_mail_as_text_and_as_HTML_that_cannot_be_broken_out_of()
    {
        await using var smtp = new SmtpListener();
        await using var server = await LivecallerServer.StartAsync(null, smtp.Settings);
        await server.Get<IWidgetService>().UpdateAsync(OperatorCaller.Application, new("shop"), new WidgetRequest { Name = "Fern & Oak" }, _ct);
        var visitor = await server.VisitorAsync(Jwt.For("u1", "Ana <b>"));
        Assert.Contains("transcript", (await visitor.GetAsync("")).Data.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        var id = await visitor.StartAsync("<script>alert(1)</script> & 4 < 5\n.\nსაღამო 🌙");
        var olga = await server.OperatorAsync();
        await olga.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "Good evening" });

        Assert.Equal(HttpStatusCode.Accepted, await AskAsync(visitor, id, " ana@example.com "));

        var mail = await smtp.NextAsync();
        Assert.StartsWith("MAIL FROM:<chat@fern.example>", mail, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<ana@example.com>\n", mail, StringComparison.Ordinal);
        var message = Parse(mail);
        Assert.StartsWith("Your conversation with Fern & Oak of ", message.Subject, StringComparison.Ordinal);
        Assert.Contains("<script>alert(1)</script> & 4 < 5", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("საღამო 🌙", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("Olga", message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; 4 &lt; 5", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("Ana &lt;b&gt; (visitor)", message.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("ana@example.com", Assert.Single(message.To.Mailboxes).Address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ana")]
    [InlineData("ana@example.com\r\nBcc: all@example.com")]
    [InlineData("ana@example.com,all@example.com")]
    [InlineData("ana@example.com> RCPT TO:<all@example.com")]
    public async Task An_address_that_is_none_is_refused(string email)
    {
        await using var smtp = new SmtpListener();
        await using var server = await LivecallerServer.StartAsync(null, smtp.Settings);
        var visitor = await server.VisitorAsync();
        var answer = await visitor.PostAsync($"/conversations/{await visitor.StartAsync()}/transcript", new { email });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.Error("email"));
    }

    [Fact]
    public async Task Where_no_mail_is_set_up_it_is_not_offered_and_the_call_says_why()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var refused = await visitor.PostAsync($"/conversations/{await visitor.StartAsync()}/transcript", new { email = "ana@example.com" });
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Livecaller:Mail:Host", refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("transcript", (await visitor.GetAsync("")).Data.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Somebody_elses_conversation_is_not_mailed_and_a_widget_may_not_offer_it()
    {
        await using var smtp = new SmtpListener();
        await using var server = await LivecallerServer.StartAsync(null, smtp.Settings);
        var (visitor, id) = await AnsweredAsync(server);
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(await server.VisitorAsync(), id, "eve@example.com"));
        await server.Get<IWidgetService>().UpdateAsync(OperatorCaller.Application, new("shop"), new WidgetRequest { Features = [WidgetFeatureNames.Rating] }, _ct);
        Assert.Equal(HttpStatusCode.Conflict, await AskAsync(visitor, id, "ana@example.com"));
        Assert.Empty(smtp.Mails);
    }

    [Fact]
    public async Task Nobody_is_mailed_without_end()
    {
        await using var smtp = new SmtpListener();
        await using var server = await LivecallerServer.StartAsync(null, [.. smtp.Settings, ("Livecaller:Limits:TranscriptsPerMinute", "6")]);
        var ((ana, anas), (eve, eves)) = (await AnsweredAsync(server), await AnsweredAsync(server));
        for (var i = 0; i < 6; i++) Assert.Equal(HttpStatusCode.Accepted, await AskAsync(ana, anas, "ana@example.com"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(ana, anas, "ana@example.com"));
        for (var i = 0; i < 4; i++) Assert.Equal(HttpStatusCode.Accepted, await AskAsync(eve, eves, "ana@example.com"));
        // Ten a day to one address, whoever asks.
        var refused = await eve.PostAsync($"/conversations/{eves}/transcript", new { email = "ana@example.com" });
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.NotNull(refused.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_mail_server_that_is_away_is_tried_again_later_and_after_a_restart()
    {
        await using var smtp = new SmtpListener { RefuseRecipient = "451 later" };
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var directory = Directory.CreateTempSubdirectory("livecaller-mail-").FullName;
        await using (var server = await LivecallerServer.StartAsync(directory, time, smtp.Settings))
        {
            var (visitor, id) = await AnsweredAsync(server, "Keep this");
            Assert.Equal(HttpStatusCode.Accepted, await AskAsync(visitor, id, "ana@example.com"));
            await WaitAsync(async () => (await RowAsync(server)).Attempts == 1);
        }
        Assert.Empty(smtp.Mails);

        smtp.RefuseRecipient = null;
        await using (await LivecallerServer.StartAsync(directory, new FakeTimeProvider(time.GetUtcNow().AddMinutes(1)), smtp.Settings))
            Assert.Contains("Keep this", Parse(await smtp.NextAsync()).TextBody, StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task What_the_mail_server_never_takes_is_given_up_after_a_day()
    {
        await using var smtp = new SmtpListener { RefuseRecipient = "451 later" };
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await LivecallerServer.StartAtAsync(time, smtp.Settings);
        var (visitor, id) = await AnsweredAsync(server);
        await AskAsync(visitor, id, "ana@example.com");
        await WaitAsync(async () =>
        {
            if ((await RowAsync(server)).DueAt is not { } due) return true;
            // The next round comes within half a minute of it.
            if (due > time.GetUtcNow()) time.SetUtcNow(due.AddMinutes(1));
            return false;
        });
        var row = await RowAsync(server);
        // Half a minute, a minute, two, … up to an hour, for a day.
        Assert.InRange(row.Attempts, 25, 35);
        Assert.Equal(row.Attempts, smtp.Asked);
    }

    [Fact]
    public async Task A_mailbox_that_does_not_exist_is_asked_once()
    {
        await using var smtp = new SmtpListener { RefuseRecipient = "550 no such mailbox" };
        await using var server = await LivecallerServer.StartAsync(null, smtp.Settings);
        var (visitor, id) = await AnsweredAsync(server);
        await AskAsync(visitor, id, "nobody@example.com");
        await WaitAsync(async () => (await RowAsync(server)).DueAt is null);
        Assert.Equal(1, smtp.Asked);
    }

    [Theory]
    [InlineData("Livecaller:Mail:From", "nobody")]
    [InlineData("Livecaller:Mail:From", "")]
    [InlineData("Livecaller:Mail:Port", "0")]
    public async Task Settings_that_cannot_work_stop_the_start(string setting, string value)
    {
        await using var smtp = new SmtpListener();
        var fault = await Assert.ThrowsAsync<LivecallerStartupException>(
            () => LivecallerServer.StartAsync(null, [.. smtp.Settings.Where(s => s.Key != setting), (setting, value)]));
        Assert.Contains(setting, fault.Message, StringComparison.Ordinal);
    }

    private async Task WaitAsync(Func<Task<bool>> holds)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(_ct);
        late.CancelAfter(TimeSpan.FromMinutes(3));
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await holds()) await looks.WaitForNextTickAsync(late.Token);
    }
}
