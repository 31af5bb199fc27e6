using System.Globalization;
using System.Text;
using System.Text.Json;
using Livecaller.Protocol;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Bench.Dispatch;

/// <summary>Frames of a conversation with many operator messages of 100 to 800 characters, some with a file.</summary>
internal static class RecordedFrames
{
    public const string Conversation = "0197a2f0-6c1e-7d3a-9c55-0d6a5a3a9f10";
    private const int Seed = 4711;

    private static readonly string[] Words =
    [
        "parcel", "delivery", "tomorrow", "your", "order", "is", "the", "on", "its", "way", "sorry", "for", "waiting", "warehouse", "address",
        "refund", "grüße", "envío", "посылка", "\"express\"", "3–5", "days", "invoice", "please", "check", "🙂", "street", "courier", "window",
    ];

    /// <summary>Returns the frames of a number of messages, starting with a sequence.</summary>
    public static byte[][] Create(int count, long firstSequence)
    {
#pragma warning disable CA5394 // All runs must read the same data.
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(i => Frame(firstSequence + i, random))];
#pragma warning restore CA5394
    }

    private static byte[] Frame(long sequence, Random random)
    {
        var message = new MessagePayload
        {
            Id = new(Id(sequence, 'a')),
            ConversationId = new(Conversation),
            Sequence = sequence,
            Sender = new() { Type = ParticipantType.Operator, Id = Id(7, 'b'), Name = "Ada Lovelace", AvatarUrl = "https://chat.example/avatars/ada.png" },
            Content = Text(random),
            Attachments = sequence % 20 == 0 ? [File(sequence)] : [],
            CreatedAt = DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(sequence),
        };
        return PusherFrameWriter.WriteFromServer(new(
            EventNames.ConversationMessage, ChannelNames.Conversation(new(Conversation)),
            JsonSerializer.Serialize(message, LivecallerJson.Default.MessagePayload)));
    }

    private static AttachmentPayload File(long sequence) => new()
    {
        Id = new(Id(sequence, 'c')),
        Name = "label.pdf",
        MimeType = "application/pdf",
        Size = 48_213,
        Url = $"https://chat.example/v1/attachments/{Id(sequence, 'c')}?expires=1790000000&signature=2f6e7a1b9c0d4e5f8a7b6c5d4e3f2a1b",
    };

    private static string Text(Random random)
    {
#pragma warning disable CA5394
        var length = random.Next(100, 801);
        var text = new StringBuilder(length + 12);
        while (text.Length < length) text.Append(Words[random.Next(Words.Length)]).Append(random.Next(12) == 0 ? ".\n" : " ");
#pragma warning restore CA5394
        return text.ToString();
    }

    private static string Id(long number, char kind) =>
        string.Create(CultureInfo.InvariantCulture, $"0197a2f0-6c1e-7d3{kind}-9c55-{number:x12}");
}
