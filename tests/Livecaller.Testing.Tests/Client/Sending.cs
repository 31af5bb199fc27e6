namespace Livecaller.Testing.Tests.Client;

internal static class Sending
{
    /// <summary>Sends a message and waits until the server has stored or refused it.</summary>
    public static async Task<ConversationMessage> SendAndSettleAsync(this Conversation conversation, OutgoingMessage message)
    {
        var sent = await conversation.SendAsync(message, TestContext.Current.CancellationToken);
        return await conversation.WaitUntilSentAsync(sent.Id, TestContext.Current.CancellationToken);
    }
}
