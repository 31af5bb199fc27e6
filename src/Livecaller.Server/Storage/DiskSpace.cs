using Livecaller.Server.Hosting;

namespace Livecaller.Server.Storage;

/// <summary>The free space where attachments are kept.</summary>
internal class DiskSpace(DataDirectory directory)
{
    /// <summary>How many bytes this process can still write.</summary>
    public virtual long Available => new DriveInfo(directory.Attachments).AvailableFreeSpace;
}
