using System.Security.Cryptography;
using Livecaller.Testing.Server;

namespace Livecaller.Testing.Http;

/// <summary>What a chunk must add up to: the header <c>Upload-Checksum</c>.</summary>
internal sealed record ChunkChecksum(HashAlgorithmName Algorithm, byte[] Digest)
{
    public static ChunkChecksum? Read(string? header)
    {
        if (header is null) return null;
        var parts = header.Split(' ');
        HashAlgorithmName? algorithm = parts[0] switch
        {
            "sha1" => HashAlgorithmName.SHA1,
            "sha256" => HashAlgorithmName.SHA256,
            "sha512" => HashAlgorithmName.SHA512,
            _ => null,
        };
        try
        {
            if (algorithm is { } known && parts.Length == 2) return new(known, Convert.FromBase64String(parts[1]));
        }
        catch (FormatException)
        {
        }

        throw RefusalException.Because(400, $"Received the checksum \"{header}\", expected sha1, sha256 or sha512, a space, and the digest in base64.");
    }

    public bool Fits(byte[] bytes) => CryptographicOperations.HashData(Algorithm, bytes).AsSpan().SequenceEqual(Digest);
}
