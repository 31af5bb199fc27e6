using Microsoft.AspNetCore.Builder;

namespace Livecaller.Server.Tests.Support;

/// <summary>What each data directory of a test needs besides its files: nothing for SQLite. The tests of Livecaller.Server.PostgreSql have another one.</summary>
internal static class TestDatabase
{
    public static Task CreateAsync(string data) => Task.CompletedTask;

    public static Task CopyAsync(string template, string data) => Task.CompletedTask;

    public static Task DeleteAsync(string data) => Task.CompletedTask;

    public static void Use(WebApplicationBuilder builder, string data)
    {
        // The file in the directory.
    }
}
