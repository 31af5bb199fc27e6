using Livecaller.Server.Administration;
using Livecaller.Server.Hosting;

namespace Livecaller.Host.Commands;

/// <summary>Where a command takes a password from. Never from the command line, which other programs can read.</summary>
internal static class PasswordSource
{
    private const string StandardInput = "-";

    /// <summary>Returns the password, and whether it was generated.</summary>
    /// <param name="file">A file with the password in its first line, <c>-</c> for the standard input, or null to generate one.</param>
    /// <exception cref="LivecallerStartupException">It cannot be read.</exception>
    public static (string Password, bool IsGenerated) Read(string? file) => file switch
    {
        null => (OperatorAdministration.NewPassword(), true),
        StandardInput => (Console.In.ReadLine() ?? throw new LivecallerStartupException("The standard input has no password."), false),
        _ => (SeedPassword.Read(new() { OperatorPasswordFile = file }).Value!, false),
    };
}
