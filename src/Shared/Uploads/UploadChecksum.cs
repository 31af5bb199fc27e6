using System.Security.Cryptography;

namespace Livecaller.Shared;

/// <summary>The checksum that a chunk must have.</summary>
internal sealed class UploadChecksum
{
    public const string Algorithms = "sha1,sha256,sha512";
    private readonly byte[] _digest;

    private UploadChecksum(HashAlgorithmName algorithm, byte[] digest) => (Algorithm, _digest) = (algorithm, digest);

    public HashAlgorithmName Algorithm { get; }

    /// <summary>Reads the header <c>Upload-Checksum</c>; null when there is none.</summary>
    /// <exception cref="ProblemException">400: the algorithm is not offered, or the header cannot be read.</exception>
    public static UploadChecksum? Read(string? header)
    {
        if (string.IsNullOrEmpty(header)) return null;
        var parts = header.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = parts.Length > 0 ? parts[0] : "";
        var (algorithm, size) = name switch
        {
            "sha1" => (HashAlgorithmName.SHA1, SHA1.HashSizeInBytes),
            "sha256" => (HashAlgorithmName.SHA256, SHA256.HashSizeInBytes),
            "sha512" => (HashAlgorithmName.SHA512, SHA512.HashSizeInBytes),
            _ => throw Refused($"Expected one of the algorithms {Algorithms}, received '{TextRules.Shorten(name)}'."),
        };
        var digest = new byte[size];
        return parts.Length == 2 && Convert.TryFromBase64String(parts[1], digest, out var read) && read == size
            ? new UploadChecksum(algorithm, digest)
            : throw Refused($"Expected '{name}' and {size} bytes in base64.");
    }

    public bool Fits(ReadOnlySpan<byte> digest) => digest.SequenceEqual(_digest);

    private static ProblemException Refused(string detail) => new(Problems.Of(400, "Bad request", $"{Tus.Checksum}: {detail}"));
}
