using System.Text;
using Livecaller.Realtime.Connections;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Connections;

public sealed class WebSocketReaderTests
{
    private static readonly byte[] Dialogue =
    [
        .. MaskedFrame.Of(0x81, "hello"u8), .. MaskedFrame.Of(0x01, "Grü"u8), .. MaskedFrame.Of(0x89, "ping"u8), .. MaskedFrame.Of(0x00, "ße "u8),
        .. MaskedFrame.Of(0x80, "😀"u8), .. MaskedFrame.Of(0x81, []), .. MaskedFrame.Of(0x82, [1, 2, 3]), .. MaskedFrame.Of(0x8A, []),
        .. MaskedFrame.Of(0x81, Encoding.ASCII.GetBytes(new string('x', 300))), .. MaskedFrame.Of(0x88, [0x03, 0xE9, .. "bye"u8]),
    ];

    private static readonly string[] Understood =
    [
        "Text hello", "Fragment Grü", "Ping ping", "Fragment ße ", "Text Grüße 😀", "Text ", "Binary \u0001\u0002\u0003", "Pong ", $"Text {new string('x', 300)}", "Close 1001",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(10_000)]
    public void Frames_are_the_same_however_the_network_cuts_them(int size) => Assert.Equal(Understood, Read(Dialogue.Chunk(size)));

    [Fact]
    public void Frames_are_the_same_wherever_they_are_cut_in_two()
    {
        for (var cut = 1; cut < Dialogue.Length; cut++)
            Assert.Equal(Understood, Read([Dialogue[..cut], Dialogue[cut..]]));
    }

    [Fact]
    public void The_frame_of_a_message_that_is_too_large_is_skipped_and_the_close_after_it_is_read()
    {
        byte[] bytes = [.. MaskedFrame.Of(0x01, new byte[300]), .. MaskedFrame.Of(0x80, new byte[101]), .. MaskedFrame.Of(0x88, [])];

        Assert.Equal([$"Fragment {new string('\0', 300)}", "TooLarge", "Close 1000"], Read(bytes.Chunk(50)));
    }

    [Theory]
    [InlineData(999, "Violation")]
    [InlineData(1004, "Violation")]
    [InlineData(1005, "Violation")]
    [InlineData(1015, "Violation")]
    [InlineData(2999, "Violation")]
    [InlineData(5000, "Violation")]
    [InlineData(1003, "Close 1003")]
    [InlineData(1012, "Close 1012")]
    [InlineData(3000, "Close 3000")]
    public void Only_codes_that_may_be_sent_are_read(int code, string expected) =>
        Assert.Equal([expected], Read([MaskedFrame.Of(0x88, [(byte)(code >> 8), (byte)code])]));

    [Theory]
    [InlineData(new byte[] { 0x03 })]
    [InlineData(new byte[] { 0x03, 0xE8, 0xC3 })]
    public void A_close_frame_with_half_a_code_or_a_reason_that_is_not_utf8_is_a_violation(byte[] payload) =>
        Assert.Equal(["Violation"], Read([MaskedFrame.Of(0x88, payload)]));

    [Fact]
    public void Nothing_is_read_after_a_violation() =>
        Assert.Equal(["Violation"], Read([[0x81, 0x01, 0x20], MaskedFrame.Of(0x81, "later"u8)]));

    [Fact]
    public void Text_that_is_not_utf8_is_not_handed_over() =>
        Assert.Equal(["InvalidText"], Read([MaskedFrame.Of(0x01, [0xF0, 0x9F]), MaskedFrame.Of(0x80, [0x98])]).Where(f => !f.StartsWith("Fragment", StringComparison.Ordinal)));

    private static List<string> Read(IEnumerable<byte[]> parts)
    {
        var reader = new WebSocketReader(maxMessageBytes: 400);
        List<string> frames = [];
        foreach (var part in parts)
        {
            var bytes = part.ToArray().AsSpan();
            while (reader.TryRead(ref bytes, out var frame))
            {
                var rest = frame.Kind switch
                {
                    ReceivedFrameKind.Close => $" {frame.CloseCode}",
                    ReceivedFrameKind.TooLarge or ReceivedFrameKind.Violation or ReceivedFrameKind.InvalidText => "",
                    _ => $" {Encoding.UTF8.GetString(frame.Payload)}",
                };
                frames.Add(frame.Kind + rest);
            }
        }

        reader.Close();
        return frames;
    }
}
