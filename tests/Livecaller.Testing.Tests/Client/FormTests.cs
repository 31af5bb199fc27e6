using Livecaller.Protocol;

namespace Livecaller.Testing.Tests.Client;

public sealed class FormTests
{
    private static readonly DepartmentId Sales = new("9d1a3c52-0d3e-4d5f-8a6b-7c8d9e0f1a2b");

    private static LivecallerTestHost Host() => new(new LivecallerTestHostOptions
    {
        WidgetConfiguration = LivecallerTestHostOptions.DefaultWidget with
        {
            Departments = [new() { Id = Sales, DisplayName = "Sales", NextOpen = new(2026, 3, 3, 8, 0, 0, TimeSpan.Zero) }],
            Fields = [new() { Name = "email", Label = "E-mail", Type = "email", Required = true }],
        },
    });

    [Fact]
    public async Task A_conversation_begins_with_the_answers_and_the_department_of_its_first_message()
    {
        await using var host = Host();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await host.UntilAsync(chat.Client.OpenConversationAsync(Chat.Ct), cancellationToken: Chat.Ct);

        var message = new OutgoingMessage { Content = "Hi", DepartmentId = Sales, Fields = new Dictionary<string, string> { ["email"] = "ana@example.com" } };
        await host.UntilAsync(conversation.SendAndSettleAsync(message), cancellationToken: Chat.Ct);
        await host.UntilAsync(conversation.SendAndSettleAsync(message with { Content = "Again", Fields = new Dictionary<string, string> { ["email"] = "no" } }), cancellationToken: Chat.Ct);

        var stored = Assert.Single(host.Conversations);
        Assert.Equal((Sales, "ana@example.com", 2), (stored.Info.Department!.Id, stored.Fields["email"], host.MessagesOf(stored.Id).Count));
        Assert.Equal("Sales", conversation.Snapshot.Info!.Department!.DisplayName);
    }

    [Fact]
    public async Task A_wrong_answer_fails_the_message_with_the_reason()
    {
        await using var host = Host();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await host.UntilAsync(chat.Client.OpenConversationAsync(Chat.Ct), cancellationToken: Chat.Ct);

        var failed = await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "Hi" }), cancellationToken: Chat.Ct);

        Assert.Equal(MessageStatus.Failed, failed.Status);
        Assert.Contains("fields.email", failed.FailureReason, StringComparison.Ordinal);
        Assert.Empty(host.Conversations);
    }
}
