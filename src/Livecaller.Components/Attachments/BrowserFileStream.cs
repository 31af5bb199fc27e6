using Microsoft.JSInterop;

namespace Livecaller.Components.Attachments;

/// <summary>
/// A file that stays in the browser. Its bytes are transferred in chunks as they are read, so that even in server mode
/// at most one chunk is in memory.
/// </summary>
/// <param name="blob">The browser's <c>Blob</c>.</param>
/// <param name="size">Its size in bytes.</param>
/// <param name="ownsBlob">Whether disposing the stream lets the browser forget the file.</param>
internal sealed class BrowserFileStream(IJSObjectReference blob, long size, bool ownsBlob = false) : Stream
{
    private const int LargestPiece = 512 * 1024;

    /// <summary>The blob, for stores in the browser that need no bytes.</summary>
    public IJSObjectReference Blob => blob;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position { get; set; }

    /// <exception cref="IOException">The file can no longer be read: it was changed or removed, or the page was closed.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(Math.Min(buffer.Length, LargestPiece), Math.Max(0, size - Position));
        if (count == 0) return 0;
        try
        {
            await using var piece = await blob.InvokeAsync<IJSStreamReference>("slice", cancellationToken, Position, Position + count);
            await using var bytes = await piece.OpenReadStreamAsync(count, cancellationToken);
            var read = await bytes.ReadAtLeastAsync(buffer[..count], count, throwOnEndOfStream: false, cancellationToken);
            Position += read;
            return read;
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException)
        {
            throw new IOException("The browser cannot read the file any more.", e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
        base.CopyToAsync(destination, (int)Math.Clamp(size - Position, 1, LargestPiece), cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => size + offset,
    };

    public override async ValueTask DisposeAsync()
    {
        if (ownsBlob)
        {
            try
            {
                await blob.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The tab is closed.
            }
        }

        await base.DisposeAsync();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The browser answers asynchronously.");

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
