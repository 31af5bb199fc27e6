using System.Text;
using Livecaller.Server.Search;
using Livecaller.Shared;

namespace Livecaller.Security.Tests.Fuzzing;

/// <summary>Filters, cursors and searches of lists.</summary>
internal sealed class OperatorQueryTarget : IFuzzTarget
{
    /// <summary>Values of query strings, before they are encoded.</summary>
    public static IReadOnlyList<byte[]> Values { get; } =
    [
        [.. "Straße ΣΊΣΥΦΟΣ İstanbul"u8],
        [.. "e\u0301\u0301\u200b\u202e"u8],
        [.. "%_'\";--[]*?\\"u8],
        [.. "-9223372036854775808"u8],
        [.. "99999999999999999999"u8],
        [.. "0195f0c2-7a5e-7c3d-9a51-0b8b5f7d9c11"u8],
        [.. "queued"u8],
        [.. "ﷺﷺﷺ"u8],
        [0, 0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80],
    ];

    public string Name => "operator queries";

    public IReadOnlyList<byte[]> Seeds => Values;

    public void Run(ReadOnlySpan<byte> input)
    {
        var text = Encoding.UTF8.GetString(input);
        TryRead(() => Assert.InRange(QueryRules.Number("limit", text, 1, 100) ?? 1, 1, 100));
        TryRead(() => _ = QueryRules.Status(text));
        TryRead(() => Assert.DoesNotContain(QueryRules.Text("q", text) ?? "", char.IsControl));
        // A short text is found by itself.
        var words = SearchWords.Of(text);
        Assert.True(words is null || words.IsEmpty || text.Length > 200 || words.LineOf(text) is not null);
    }

    private static void TryRead(Action read)
    {
        try
        {
            read();
        }
        catch (ProblemException)
        {
            // The value is refused with a reason.
        }
    }
}
