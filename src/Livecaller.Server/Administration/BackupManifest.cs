using System.Text.Json.Serialization;

namespace Livecaller.Server.Administration;

/// <summary>What a backup contains: the entry <c>manifest.json</c> of the ZIP file.</summary>
internal sealed record BackupManifest
{
    public const string EntryName = "manifest.json";
    public const string Product = "Livecaller";
    public const int CurrentFormat = 1;

    public required string Name { get; init; }

    public required int Format { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The migrations that the database has.</summary>
    public required IReadOnlyList<string> Migrations { get; init; }

    public required IReadOnlyList<BackupFile> Files { get; init; }

    [JsonIgnore]
    public long Bytes => Files.Sum(f => f.Length);
}

/// <summary>A file of a backup.</summary>
/// <param name="Name">The path in the data directory, with slashes.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">The hash in hexadecimal.</param>
internal sealed record BackupFile(string Name, long Length, string Sha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
