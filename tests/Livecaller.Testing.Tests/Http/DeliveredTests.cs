using System.Text.Json;
using Livecaller.Connection;
using Livecaller.Protocol;

namespace Livecaller.Testing.Tests.Http;

public sealed class DeliveredTests
{
    [Fact]
    public async Task What_the_operator_receives_is_told_once_and_is_not_read()
    {
        await using var host = new LivecallerTestHost();
        var visitor = await Wire.LoginAsync(host);
        var id = await visitor.StartAsync("Hello?");
        await using var socket = await visitor.SubscribeAsync(ChannelNames.Conversation(id));
        Assert.Equal((0, 0), Marks(host));

        await host.Operator.ReceivesAsync();
        await host.Operator.ReceivesAsync();
        Assert.Equal((2, 0), Marks(host));
        Assert.Equal(2, host.Conversations[0].Info.OperatorDeliveredSequence);
        Assert.Equal(2, host.EventsOf(id).Count);

        await host.Operator.TypesAsync();
        Assert.Equal(2, await DeliveredAsync(socket, id));
        Assert.Equal(EventNames.ConversationTyping, (await Wire.NextAsync(socket)).Event);
    }

    [Fact]
    public async Task Reading_and_answering_imply_that_the_messages_arrived()
    {
        await using var host = new LivecallerTestHost();
        var visitor = await Wire.LoginAsync(host);
        var id = await visitor.StartAsync("Hello?");
        await using var socket = await visitor.SubscribeAsync(ChannelNames.Conversation(id));
        await host.Operator.ReadsAsync();
        Assert.Equal((2, 2), Marks(host));
        Assert.Equal(2, await DeliveredAsync(socket, id));
        Assert.Equal(EventNames.ConversationRead, (await Wire.NextAsync(socket)).Event);

        await visitor.PostAsync($"v1/widget/conversations/{id}/messages", $$"""{"id":"{{MessageId.New(host.Time)}}","content":"Anybody?"}""");
        await host.Operator.SaysAsync("Yes");
        Assert.Equal((4, 2), Marks(host));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Operator.ReceivesAsync(id, 99));
        await host.Operator.ReceivesAsync(id, host.EventsOf(id)[^1].Sequence);
        await host.Operator.ReceivesAsync(id, 1);
        Assert.Equal(host.EventsOf(id)[^1].Sequence, host.Conversations[0].OperatorDeliveredSequence);
    }

    private static (long Delivered, long Read) Marks(LivecallerTestHost host) =>
        (host.Conversations[0].OperatorDeliveredSequence, host.Conversations[0].OperatorReadSequence);

    private static async Task<long> DeliveredAsync(IPusherSocket socket, ConversationId id)
    {
        var frame = await Wire.NextAsync(socket);
        Assert.Equal(EventNames.ConversationDelivered, frame.Event);
        var payload = JsonSerializer.Deserialize(frame.Data!, LivecallerJson.Default.DeliveredPayload)!;
        Assert.Equal(id, payload.ConversationId);
        return payload.DeliveredSequence;
    }
}
