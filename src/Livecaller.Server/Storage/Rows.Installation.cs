namespace Livecaller.Server.Storage;

// One row: what belongs to the database as a whole.
internal sealed class InstallationRow
{
    public const int TheOnlyId = 1;

    public int Id { get; set; } = TheOnlyId;

    /// <summary>See LogEpoch.</summary>
    public required string Epoch { get; set; }
}
