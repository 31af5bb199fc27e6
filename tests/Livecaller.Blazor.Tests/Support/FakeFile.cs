using Microsoft.JSInterop;

namespace Livecaller.Blazor.Tests.Support;

/// <summary>Bytes that come from the browser as a stream.</summary>
internal sealed class FakeFile(byte[] bytes) : IJSStreamReference
{
    public long Length => bytes.Length;

    public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default)
    {
        // As the browser's own does.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Length, maxAllowedSize);
        return ValueTask.FromResult<Stream>(new MemoryStream(bytes));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
