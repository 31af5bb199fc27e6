namespace Livecaller.Server.Hosting;

// The folder for temporary files. ASP.NET Core and SQLite need one for what does not fit into memory, and fail with the first call that needs
// it; a container with a read-only root has none.
internal static class TemporaryFiles
{
    private const string AspNetCoreVariable = "ASPNETCORE_TEMP";
    private static readonly string[] SystemVariables = OperatingSystem.IsWindows() ? ["TMP", "TEMP"] : ["TMPDIR"];

    /// <summary>Makes the process use a folder of the data directory where its own cannot be written.</summary>
    /// <returns>The folder that cannot be written; null when nothing was changed.</returns>
    public static string? UseDataDirectoryIfNeeded(DataDirectory directory)
    {
        string?[] folders = [Environment.GetEnvironmentVariable(AspNetCoreVariable), Path.GetTempPath()];
        if (Array.Find(folders, f => !string.IsNullOrEmpty(f) && !IsWritable(f)) is not { } unusable) return null;
        DataDirectory.MakeDirectory(directory.Temporary);
        foreach (var variable in SystemVariables.Append(AspNetCoreVariable)) Environment.SetEnvironmentVariable(variable, directory.Temporary);
        return unusable;
    }

    private static bool IsWritable(string folder)
    {
        try
        {
            DataDirectory.Probe(folder, 1);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
