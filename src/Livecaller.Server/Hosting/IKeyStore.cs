using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Livecaller.Server.Hosting;

/// <summary>Where the server keeps its own keys.</summary>
internal interface IKeyStore
{
    /// <summary>Where the keys that sign are, for messages.</summary>
    string Location { get; }

    /// <summary>Where the keys that encrypt are, for messages.</summary>
    string RingLocation { get; }

    /// <summary>The keys that encrypt what is stored.</summary>
    IXmlRepository Ring { get; }

    /// <summary>Reads the keys that sign. Those that exist are never replaced.</summary>
    /// <param name="create">Creates them, if there are none.</param>
    /// <exception cref="LivecallerStartupException">They cannot be read.</exception>
    IDictionary<string, string> LoadOrCreate(Func<IDictionary<string, string>> create);

    /// <summary>Replaces the keys that sign.</summary>
    void Save(IDictionary<string, string> keys);
}
