using System.Text;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Frames;

namespace Livecaller.Security.Tests.Fuzzing;

/// <summary>The frames that clients of the realtime server send, and the member data inside.</summary>
internal sealed class PusherFrameTarget : IFuzzTarget
{
    /// <summary>Frames of every kind, valid and not.</summary>
    public static IReadOnlyList<byte[]> Frames { get; } =
    [
        [.. """{"event":"pusher:ping","data":{}}"""u8],
        [.. """{"event":"pusher:pong"}"""u8],
        [.. """{"event":"pusher:subscribe","data":{"channel":"private-conversation.1","auth":"key:0123456789abcdef"}}"""u8],
        [.. """{"event":"pusher:subscribe","data":"{\"channel\":\"presence-widget.shop.operators\",\"auth\":\"key:00\",\"channel_data\":\"{\\\"user_id\\\":1e400,\\\"user_info\\\":{\\\"name\\\":\\\"\\ud800\\\"}}\"}"}"""u8],
        [.. """{"event":"pusher:unsubscribe","data":{"channel":true}}"""u8],
        [.. """{"event":"client-typing","channel":"private-conversation.1","data":{"a":[[[[[]]]]]}}"""u8],
        [.. """{"event":"\ud800","channel":-1e-400,"data":"\udc00","user_id":{}}"""u8],
        [.. """{"event":"a","event":"b","data":null,"data":"{"}"""u8],
        [.. Enumerable.Repeat((byte)'[', 200)],
        [0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}'],
    ];

    public string Name => "pusher frames";

    public IReadOnlyList<byte[]> Seeds => Frames;

    public void Run(ReadOnlySpan<byte> input)
    {
        if (PusherFrameReader.TryRead(input, out var frame, out var reason))
        {
            Assert.NotNull(frame.Event);
            ReadData(frame.Data);
        }
        else
        {
            Assert.NotEmpty(reason);
        }

        // Whatever a frame is refused for, its parts can arrive in another one.
        ReadData(Encoding.UTF8.GetString(input));
    }

    private static void ReadData(string? data)
    {
        _ = MemberReader.Read(data, new(), out _);
        if (SubscriptionRequest.Read(data) is not { } request) return;
        Assert.NotEmpty(request.Channel);
        _ = PusherChannel.IsValidName(request.Channel);
        _ = MemberReader.Read(request.ChannelData, new(), out _);
        _ = PusherSignature.IsValidForChannel(request.Auth ?? "", "key", "secret", "1.1", request.Channel, request.ChannelData);
    }
}
