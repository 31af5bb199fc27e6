using System.Text.Json;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Livecaller.Server.Hosting;

// Keeps the keys in files of the data directory, which only its owner can read.
internal sealed class KeyFiles(DataDirectory directory, ILoggerFactory loggers) : IKeyStore
{
    private readonly Lazy<IXmlRepository> _ring = new(() => new FileSystemXmlRepository(new DirectoryInfo(directory.KeyRing), loggers));

    public string Location => $"'{directory.KeysFile}'";

    public string RingLocation => $"'{directory.KeyRing}'";

    public IXmlRepository Ring => _ring.Value;

    public IDictionary<string, string> LoadOrCreate(Func<IDictionary<string, string>> create)
    {
        var path = directory.KeysFile;
        // The file is read back after it was written.
        if (!File.Exists(path)) DataDirectory.WriteOwnerOnly(path, JsonSerializer.SerializeToUtf8Bytes(create()), overwrite: false);
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path)) ?? [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new LivecallerStartupException($"The keys in {Location} cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    public void Save(IDictionary<string, string> keys) => DataDirectory.WriteOwnerOnly(directory.KeysFile, JsonSerializer.SerializeToUtf8Bytes(keys));
}
