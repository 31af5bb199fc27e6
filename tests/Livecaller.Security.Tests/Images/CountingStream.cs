using Livecaller.Server.Images;

namespace Livecaller.Security.Tests.Images;

/// <summary>A file that counts how often it is read and written.</summary>
internal sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
{
    public int Reads { get; private set; }

    public long BytesRead { get; private set; }

    public int Writes { get; private set; }

    /// <summary>How often a file of a length may be read: a few times for each buffer.</summary>
    public static int MaxReads(int length) => 4 * ((length / ImageFile.BufferSize) + 1);

    public override int Read(Span<byte> buffer)
    {
        Reads++;
        var read = base.Read(buffer);
        BytesRead += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Writes++;
        base.Write(buffer, offset, count);
    }
}
