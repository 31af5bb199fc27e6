using System.Globalization;
using System.Web;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Bench.Page;

/// <summary>The chat over a conversation of as many messages as the address says, and buttons for the bench.</summary>
public sealed partial class BenchPage : ComponentBase, IAsyncDisposable
{
    private BusyDesk? _desk;
    private bool _open;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        if (_desk is not null) await _desk.DisposeAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        var wanted = HttpUtility.ParseQueryString(new Uri(Navigation.Uri).Query)["messages"];
        _desk = await BusyDesk.OpenAsync(int.Parse(wanted ?? "0", CultureInfo.InvariantCulture));
    }
}
