using Livecaller.Components;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;

namespace Livecaller.Dashboard.Shell;

/// <summary>A component's calls to the dashboard's script. What the script does is never more than a convenience: its faults are logged.</summary>
internal sealed partial class ComponentScript(IJSRuntime js, ILogger<ComponentScript> logger) : PartScript(js, DashboardScript.Path)
{
    protected override bool Handle(Exception exception)
    {
        LogFailed(exception);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A script of the dashboard failed.")]
    private partial void LogFailed(Exception e);
}

/// <summary>Creates what a component calls the browser with. The container would keep each until the circuit ends.</summary>
internal sealed class ComponentScripts(IJSRuntime js, ILogger<ComponentScript> logger)
{
    internal ComponentScript Create() => new(js, logger);
}
