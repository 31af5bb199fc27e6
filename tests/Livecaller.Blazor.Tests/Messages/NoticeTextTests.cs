using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Messages;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;

namespace Livecaller.Blazor.Tests.Messages;

/// <summary>What the system says is said in the chat's language, though the server's sentence is English.</summary>
public sealed class NoticeTextTests
{
    private readonly Scripted _script = new();

    [Fact]
    public void A_transfer_to_an_operator() => Assert.Equal(
        "Die Unterhaltung wurde an Tomás übergeben",
        German(new() { Type = MessageNotice.Transferred, Operator = new() { Id = new("o"), Name = "Tomás" } }));

    [Fact]
    public void A_transfer_to_a_department() => Assert.Equal(
        "Die Unterhaltung wurde an Werkstatt übergeben",
        German(new() { Type = MessageNotice.Transferred, Department = new(new("d"), "Werkstatt") }));

    [Fact]
    public void A_request_for_a_call() => Assert.Equal(
        "Rückruf angefordert: \u2066+49 30 1234567\u2069",
        German(new() { Type = MessageNotice.Callback, Phone = "+49 30 1234567" }));

    [Fact]
    public void A_request_for_a_call_at_a_time() => Assert.Contains(
        "2026", German(new() { Type = MessageNotice.Callback, Phone = "+49 30 1234567", At = Scripted.Start }), StringComparison.Ordinal);

    [Fact]
    public void A_name_that_turns_the_line_around_turns_nothing() => Assert.DoesNotContain(
        '\u202e', German(new() { Type = MessageNotice.Transferred, Operator = new() { Id = new("o"), Name = "\u202eevil" } }));

    [Theory]
    [InlineData("snoozed")]
    [InlineData(MessageNotice.Transferred)]
    [InlineData(MessageNotice.Callback)]
    public void What_is_unknown_or_says_too_little_is_the_servers_own_sentence(string type) =>
        Assert.Equal("The server's sentence.", German(new() { Type = type }));

    private string German(MessageNotice notice)
    {
        ChatContext context = _script.Context() with { Texts = new ChatTexts("de", Languages.All) };
        var message = _script.Message(new() { Type = ParticipantType.System, Id = "" }, "The server's sentence.").Payload with { Notice = notice };
        return NoticeText.Of(message, context);
    }
}
