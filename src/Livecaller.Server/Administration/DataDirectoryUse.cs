namespace Livecaller.Server.Administration;

/// <summary>What a process does with the data directory.</summary>
internal sealed record DataDirectoryUse
{
    /// <summary>It is a server, or a command that no server may run beside.</summary>
    public static DataDirectoryUse Exclusive { get; } = new();

    /// <summary>It is a command that no server may run beside, and that needs the data of one. The directory has to exist.</summary>
    public static DataDirectoryUse Existing { get; } = new() { MustExist = true };

    /// <summary>It is a command that also works while a server runs. The directory has to exist, and isn't locked.</summary>
    public static DataDirectoryUse Shared { get; } = new() { IsShared = true };

    /// <summary>It is the command that restores a backup, also after an earlier run was interrupted.</summary>
    public static DataDirectoryUse Restore { get; } = new() { IsRestore = true };

    public bool MustExist { get; private init; }

    public bool IsShared { get; private init; }

    public bool IsRestore { get; private init; }
}
