using System.Text;
using Livecaller.Realtime;
using Livecaller.Server.PostgreSql.Nodes;

namespace Livecaller.Server.PostgreSql.Tests.Nodes;

public sealed class NodeBatchTests
{
    private const string Node = "0123456789abcdef";

    [Fact]
    public void Events_and_signals_are_read_as_they_were_written()
    {
        var sent = new BackplaneMessage(["private-a", "private-b"], "client-typing", """{"text":"Grüße 😀 \u0000 \"'"}""", "1.2", "\"7\"", "other");

        var items = NodeBatch.Read(NodeBatch.Write(Node, [NodeItem.Of(sent), new NodeItem { Signal = "feed", SignalData = [0, 255, 10] }]))!.Value.ReadItems()!;

        var read = items[0].ToMessage();
        Assert.Equal(sent.Channels, read.Channels);
        Assert.Equal((sent.EventName, sent.DataJson, sent.ExceptSocketId, sent.UserIdJson, sent.AppId), (read.EventName, read.DataJson, read.ExceptSocketId, read.UserIdJson, read.AppId));
        Assert.Equal(("feed", "AP8K"), (items[1].Signal, Convert.ToBase64String(items[1].SignalData!)));
    }

    [Fact]
    public void A_text_in_any_script_takes_no_more_bytes_than_it_needs()
    {
        var text = new string('京', 1_000);

        Assert.InRange(Encoding.UTF8.GetByteCount(NodeBatch.Write(Node, [new NodeItem { Channels = ["c"], Event = "e", Data = text }])), 3_000, 3_100);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("LC1 0123456789abcdef")]
    [InlineData("LC1 0123456789abcdef ")]
    [InlineData("LC1 0123456789abcdef x")]
    [InlineData("LC1 0123456789abcdef #")]
    [InlineData("LC1 0123456789abcdef #-1")]
    [InlineData("LC1 0123456789abcdef #99999999999999999999")]
    [InlineData("LC1 0123456789abcdef !x")]
    [InlineData("LC1 0123456789ABCDEF []")]
    [InlineData("LC2 0123456789abcdef []")]
    [InlineData("LC1 0123456789abcdef [")]
    [InlineData("LC1 0123456789abcdef [null]")]
    [InlineData("LC1 0123456789abcdef [{}]")]
    [InlineData("LC1 0123456789abcdef [1]")]
    [InlineData("""LC1 0123456789abcdef [{"c":[],"e":"x"}]""")]
    [InlineData("""LC1 0123456789abcdef [{"c":[null],"e":"x"}]""")]
    [InlineData("""LC1 0123456789abcdef [{"c":["a"]}]""")]
    [InlineData("""LC1 0123456789abcdef [{"c":["a"],"e":"x","u":{"a":1}}]""")]
    [InlineData("""LC1 0123456789abcdef [{"s":"feed"}]""")]
    [InlineData("""LC1 0123456789abcdef [{"s":"feed","b":"%"}]""")]
    public void What_is_not_a_batch_of_a_node_is_recognized(string text) => Assert.True(NodeBatch.Read(text) is not { } batch || (batch.Kind == NodeBatchKind.Items && batch.ReadItems() is null));
}
