using System.Net;
using Bunit;
using Livecaller.Blazor.Composing;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Testing;
using Microsoft.AspNetCore.Components.Web;

namespace Livecaller.Blazor.Tests.Issues;

/// <summary>A message that was written as its conversation was closed offered "Send again", which could not work.</summary>
public sealed class ClosedWhileWritingTests : AppTest
{
    [Fact]
    public async Task Messages_of_a_closed_conversation_go_into_a_new_one_with_their_files()
    {
        var app = Mount();
        await BeginAsync(app, "Is it green?");
        var closed = Host.Conversations.Single().Id;

        Host.Faults.GoOffline();
        await app.InvokeAsync(() => app.FindComponent<Composer>().Instance.OnFileAsync(new FakeBlob([.. "a note"u8]), "note.txt", "text/plain", 6, null, null, null));
        await WriteAsync(app, "This is what I mean");
        await WriteAsync(app, "And one more thing");
        await UntilAsync(() => app.FindAll(".bubble").Count == 3);
        await Host.Operator.ClosesAsync(closed);
        Host.Faults.GoOnline();

        await UntilAsync(() => app.FindAll(".footer.failed").Count == 2);
        // The rejection of a message can arrive before the event that says why.
        await UntilAsync(() => !app.Markup.Contains("Send again", StringComparison.Ordinal));
        await SendInNewAsync(app);

        await UntilAsync(() => Host.Conversations.Count == 2);
        var begun = Host.Conversations[^1].Id;
        await UntilAsync(() => Host.MessagesOf(begun).Count == 2);
        Assert.Equal(["This is what I mean", "And one more thing"], Host.MessagesOf(begun).Select(m => m.Content));
        Assert.Equal("note.txt", Assert.Single(Host.MessagesOf(begun)[0].Attachments).Name);
        await UntilAsync(() => app.FindAll(".bubble").Count == 2 && app.FindAll(".failed").Count == 0);
        Assert.Single(Host.MessagesOf(closed));
        Assert.Equal("", app.Find(".composer textarea").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task A_failed_message_of_an_open_conversation_is_sent_again_in_it()
    {
        var app = Mount();
        await BeginAsync(app);
        Instead = request => request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/messages", StringComparison.Ordinal)
            ? new(HttpStatusCode.UnprocessableEntity) : null;
        await WriteAsync(app, "Refused");

        await UntilAsync(() => app.FindAll(".footer.failed").Count == 1);
        Assert.Contains("Send again", app.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Send in a new conversation", app.Markup, StringComparison.Ordinal);
    }

    private async Task SendInNewAsync(IRenderedComponent<LivecallerApp> app)
    {
        await UntilAsync(() => app.FindAll(".action").Any(a => a.TextContent == "Send in a new conversation"));
        await app.InvokeAsync(() => app.FindAll(".action").First(a => a.TextContent == "Send in a new conversation").ClickAsync(new MouseEventArgs()));
    }
}

/// <summary>The same where the widget asks something before a conversation.</summary>
public sealed class ClosedWhileWritingWithAFormTests() : AppTest(new LivecallerTestHostOptions
{
    WidgetConfiguration = LivecallerTestHostOptions.DefaultWidget with
    {
        Fields = [new WidgetField { Name = "order", Label = "Order number", Type = "", Required = true }],
    },
})
{
    [Fact]
    public async Task The_message_waits_for_the_answers_and_goes_with_them()
    {
        var app = Mount();
        await AnswerAsync(app, "form input", "4127");
        await SubmitAsync(app);
        await BeginAsync(app, "Is it green?");
        var closed = Host.Conversations.Single().Id;
        Host.Faults.GoOffline();
        await WriteAsync(app, "Or is it blue?");
        await Host.Operator.ClosesAsync(closed);
        Host.Faults.GoOnline();

        await UntilAsync(() => app.FindAll(".action").Any(a => a.TextContent == "Send in a new conversation"));
        await app.InvokeAsync(() => app.FindAll(".action").First(a => a.TextContent == "Send in a new conversation").ClickAsync(new MouseEventArgs()));
        await AnswerAsync(app, "form input", "4128");
        Assert.Single(Host.Conversations);
        await SubmitAsync(app);

        await UntilAsync(() => Host.Conversations.Count == 2);
        Assert.Equal("4128", Host.Conversations[^1].Fields["order"]);
        Assert.Equal("Or is it blue?", Assert.Single(Host.MessagesOf(Host.Conversations[^1].Id)).Content);
        await SeesAsync(app, "Or is it blue?");
    }
}
