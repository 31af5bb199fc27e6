using Livecaller.Blazor.Tests.Support;
using Livecaller.Components.Attachments;

namespace Livecaller.Blazor.Tests.Attachments;

public sealed class BrowserFileStreamTests
{
    private readonly CancellationToken _ct = Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_file_comes_in_pieces_and_only_as_it_is_read()
    {
        var bytes = new byte[1_300_000];
        new Random(1).NextBytes(bytes);
        var blob = new FakeBlob(bytes);
        await using var stream = new BrowserFileStream(blob, bytes.Length);
        Assert.Empty(blob.Pieces);

        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, _ct);

        Assert.Equal(bytes, copy.ToArray());
        Assert.Equal([(0, 524_288), (524_288, 1_048_576), (1_048_576, 1_300_000)], blob.Pieces);
    }

    [Fact]
    public async Task An_upload_can_go_on_in_its_middle()
    {
        await using var stream = new BrowserFileStream(new FakeBlob("0123456789"u8.ToArray()), 10);
        stream.Position = 7;
        var rest = new byte[8];

        Assert.Equal(3, await stream.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, _ct));
        Assert.Equal("789"u8.ToArray(), rest[..3]);
        Assert.Equal(10, stream.Position);
    }

    [Fact]
    public async Task A_file_that_the_browser_has_lost_is_a_file_that_cannot_be_read()
    {
        await using var stream = new BrowserFileStream(new FakeBlob([1]) { IsGone = true }, 1);

        await Assert.ThrowsAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[1], _ct));
    }
}
