using Microsoft.AspNetCore.DataProtection;

namespace Livecaller.Server.Hosting;

// Encrypts what is stored, with the keys of the data directory.
internal sealed class KeyRing(DataDirectory directory)
{
    // Not the app's own provider: its payloads depend on the app's folder, and a moved app could not read them.
    private readonly Lazy<IDataProtectionProvider> _provider = new(() => DataProtectionProvider
        .Create(new DirectoryInfo(directory.KeyRing), static options => options.SetApplicationName("Livecaller")));

    /// <summary>The folder with the keys.</summary>
    public string Path => directory.KeyRing;

    /// <summary>Returns what encrypts and decrypts for one purpose: a payload of another purpose is not accepted.</summary>
    public IDataProtector Protector(string purpose) => _provider.Value.CreateProtector(purpose);
}
