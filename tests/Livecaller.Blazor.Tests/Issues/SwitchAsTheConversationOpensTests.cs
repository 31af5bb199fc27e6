using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller.Blazor.Tests.Issues;

/// <summary>
/// Somebody else signs in at the very moment at which the first visitor's conversation has been opened: it was still being opened, so nobody
/// opened the next one's, and the chat stayed a skeleton.
/// </summary>
public sealed class SwitchAsTheConversationOpensTests : AppTest
{
    [Fact]
    public async Task The_next_visitors_conversation_is_opened()
    {
        await Client.UserLoginAsync(Host.IssueToken("anna"), Cancelled);
        var anna = Client.Visitor;
        ChatSession session = null!;
        var switched = false;
        using var chat = session = new(Client, new ChatEvents
        {
            Changed = () =>
            {
                if (switched || session.Current is null || Client.Visitor != anna) return;
                switched = true;
                Task.Run(() => Client.UserLoginAsync(Host.IssueToken("ben"), Cancelled), Cancelled).Wait(Cancelled);
                // The chat has heard of it by the time that the opening goes on.
                Assert.True(SpinWait.SpinUntil(() => session.Snapshot.Phase == ConversationPhase.Loading, DefaultWaitTimeout));
            },
            SignedOut = () => { },
            VisitorChanged = _ => { },
            MessageCame = () => { },
            SignInNeeded = () => { },
            TellDeveloper = _ => { },
        }, NullLogger.Instance);
        session.Listen();

        await session.OpenAsync();

        Assert.True(switched);
        Assert.NotNull(session.Current);
        Assert.Equal(ConversationPhase.Ready, session.Snapshot.Phase);
    }
}
