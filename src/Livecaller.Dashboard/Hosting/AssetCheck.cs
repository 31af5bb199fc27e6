using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Hosting;

/// <summary>Says at the start which files are missing, without which the dashboard stays blank.</summary>
internal sealed partial class AssetCheck(IWebHostEnvironment environment, ILogger<AssetCheck> logger) : IHostedService
{
    private static readonly string[] Files =
        ["_framework/blazor.web.js", "_content/Livecaller.Dashboard/dashboard.js", "_content/Livecaller.Dashboard/tokens.css"];

    /// <summary>Where the build lists the files that are served.</summary>
    internal static string ManifestOf(IWebHostEnvironment environment) =>
        Path.Combine(AppContext.BaseDirectory, environment.ApplicationName + ".staticwebassets.endpoints.json");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        List<string> missing = [.. Files.Where(file => !environment.WebRootFileProvider.GetFileInfo(file).Exists)];
        if (ManifestOf(environment) is var manifest && !File.Exists(manifest)) missing.Add(manifest);
        if (missing.Count > 0) LogMissing(string.Join(", ", missing), environment.WebRootPath ?? environment.ContentRootPath);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Error, Message = "The dashboard cannot be shown, because these files are missing: {Files}. They were looked for in {Folder}. "
        + "Run the app from a complete output of dotnet publish, or call builder.WebHost.UseStaticWebAssets().")]
    private partial void LogMissing(string files, string folder);
}
