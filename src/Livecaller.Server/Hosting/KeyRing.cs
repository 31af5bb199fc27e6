using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Livecaller.Server.Hosting;

// Encrypts what is stored, with keys that the server keeps itself.
internal sealed class KeyRing(IKeyStore store) : IDisposable
{
    // Not the app's own provider: its payloads depend on the app's folder, and a moved app could not read them.
    private readonly Lazy<ServiceProvider> _services = new(() =>
    {
        var services = new ServiceCollection();
        services.AddDataProtection(static options => options.ApplicationDiscriminator = "Livecaller");
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = store.Ring);
        return services.BuildServiceProvider();
    });

    /// <summary>Where the keys are, for messages.</summary>
    public string Location => store.RingLocation;

    /// <summary>Returns what encrypts and decrypts for one purpose: a payload of another purpose is not accepted.</summary>
    public IDataProtector Protector(string purpose) => _services.Value.GetRequiredService<IDataProtectionProvider>().CreateProtector(purpose);

    public void Dispose()
    {
        if (_services.IsValueCreated) _services.Value.Dispose();
    }
}
