namespace Livecaller.Server.PostgreSql.Storage;

// The advisory locks of a database, see https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS. Those with one number and
// those with two are apart.
internal static class AdvisoryLocks
{
    /// <summary>Held while a server creates or upgrades the schema, or makes what the first start needs.</summary>
    public const long Opening = 0x4C69_7665_0001;

    /// <summary>Held by each transaction that is not a group of the log: there is one at a time, as in SQLite.</summary>
    public const long Writer = 0x4C69_7665_0002;

    /// <summary>Held while the table of the keys is created.</summary>
    public const long Keys = 0x4C69_7665_0003;

    /// <summary>Held while the table is created in which nodes leave what is longer than a notification.</summary>
    public const long NodeBatches = 0x4C69_7665_0004;

    /// <summary>The first number of the locks that say which realtime keys the servers use; the second is their fingerprint.</summary>
    public const int RealtimeKeys = 0x4C63_0001;

    /// <summary>The first number of the locks that say which widget the settings of the servers create.</summary>
    public const int Seed = 0x4C63_0002;
}
