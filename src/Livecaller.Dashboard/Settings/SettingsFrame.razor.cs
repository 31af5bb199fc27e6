using Livecaller.Dashboard.Hosting;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Settings;

/// <summary>The list of the settings, beside the page of one.</summary>
public sealed partial class SettingsFrame
{
    [Parameter, EditorRequired] public RenderFragment? ChildContent { get; set; }

    [Inject] private ServiceCaller Calls { get; set; } = null!;
}
