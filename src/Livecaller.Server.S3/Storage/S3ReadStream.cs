using Amazon.S3.Model;

namespace Livecaller.Server.S3.Storage;

// Reads an object from any place. A request is made when bytes are read, and again where its answer ended too early.
internal sealed class S3ReadStream(S3Bucket bucket, S3Object source, TimeSpan patience) : Stream
{
    private const int Retries = 2;
    private GetObjectResponse? _response;
    private long _position;
    private long _last;

    /// <summary>The last byte that is needed, if that is known.</summary>
    public long? Last { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = source.Size ?? 0;

    public override long Position
    {
        get => _position;
        set
        {
            if (value == _position) return;
            Close(ref _response);
            _position = value;
        }
    }

    /// <summary>Makes the request now, so that a fault is known before anything is sent.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_response is not null) return;
        _last = Last is { } known && known >= _position && known < Length ? known : Length - 1;
        _response = await bucket.OpenAsync(source.Key, _position, _last, source.ETag, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= Length || buffer.IsEmpty) return 0;
        for (var attempt = 0; ; attempt++)
        {
            await OpenAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var read = await S3Faults.GuardAsync(() => ReadOnceAsync(buffer, cancellationToken), cancellationToken).ConfigureAwait(false);
                _position += read;
                // Whoever reads on makes another request.
                if (_position > _last) Close(ref _response);
                return read;
            }
            catch (StorageException) when (attempt < Retries)
            {
                Close(ref _response);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Close(ref _response);
        base.Dispose(disposing);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var read = await _response!.ResponseStream.ReadAsync(buffer, either.Token).ConfigureAwait(false);
        return read > 0 ? read : throw new EndOfStreamException("The S3 server sent less than it announced.");
    }

    private static void Close(ref GetObjectResponse? response)
    {
        response?.Dispose();
        response = null;
    }
}
