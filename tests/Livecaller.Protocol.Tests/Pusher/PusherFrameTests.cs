using System.Text;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Protocol.Tests.Pusher;

public sealed class PusherFrameTests
{
    [Fact]
    public void A_server_sends_its_data_as_a_string_that_holds_JSON()
    {
        var frame = new PusherFrame(PusherEventNames.ConnectionEstablished, Data: """{"socket_id":"1.2","activity_timeout":120}""");

        Assert.Equal(
            """{"event":"pusher:connection_established","data":"{\"socket_id\":\"1.2\",\"activity_timeout\":120}"}""",
            Encoding.UTF8.GetString(PusherFrameWriter.WriteFromServer(frame)));
    }

    [Fact]
    public void A_client_sends_its_data_as_an_object()
    {
        var frame = new PusherFrame("client-x", "private-a", """{"a":1}""");

        Assert.Equal(
            """{"event":"client-x","channel":"private-a","data":{"a":1}}""",
            Encoding.UTF8.GetString(PusherFrameWriter.WriteFromClient(frame)));
    }

    [Theory]
    [InlineData("""{"event":"e","channel":"c","data":"{\"a\":\"ü 🙈\"}","user_id":"7"}""")]
    [InlineData("""{ "data": {"a":"ü 🙈"}, "user_id":"7", "more":[{"x":1}], "channel":"c", "event":"e" }""")]
    public void Data_is_read_alike_as_a_string_and_as_an_object(string text)
    {
        Assert.True(PusherFrameReader.TryRead(Encoding.UTF8.GetBytes(text), out var frame, out _));
        Assert.Equal(new PusherFrame("e", "c", """{"a":"ü 🙈"}""", "\"7\""), frame);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"7\"")]
    public void A_user_id_keeps_its_JSON_type(string json)
    {
        var frame = new PusherFrame("client-x", "presence-a", "{}", json);

        Assert.True(PusherFrameReader.TryRead(PusherFrameWriter.WriteFromServer(frame), out var read, out _));
        Assert.Equal(frame, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("\"event\"")]
    [InlineData("{}")]
    [InlineData("""{"event":null}""")]
    [InlineData("""{"event":5}""")]
    [InlineData("""{"event":"e"} {"event":"f"}""")]
    [InlineData("""{"event":"e","data":{"a":}""")]
    [InlineData("""{"event":"e","data":""")]
    [InlineData("""{"event":"\ud800"}""")]
    public void What_is_no_frame_is_refused_with_a_reason(string text)
    {
        Assert.False(PusherFrameReader.TryRead(Encoding.UTF8.GetBytes(text), out _, out var reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_refused()
    {
        byte[] bytes = [.. "{\"event\":\""u8, 0xFF, 0xFE, .. "\"}"u8];

        Assert.False(PusherFrameReader.TryRead(bytes, out _, out _));
    }

    [Fact]
    public void Data_nested_without_end_is_refused()
    {
        var text = """{"event":"e","data":""" + new string('[', 100_000);

        Assert.False(PusherFrameReader.TryRead(Encoding.UTF8.GetBytes(text), out _, out _));
    }
}
