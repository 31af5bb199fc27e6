using System.Net;

namespace Livecaller.Http;

/// <summary>Sends a stream, and says how far it is.</summary>
internal sealed class ProgressContent(Stream source, IProgress<double>? progress) : HttpContent
{
    private readonly long? _length = source.CanSeek ? source.Length - source.Position : null;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        long sent = 0;
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            sent += read;
            if (_length > 0) progress?.Report(Math.Min(1, sent / (double)_length));
        }

        progress?.Report(1);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length ?? 0;
        return _length is not null;
    }
}
