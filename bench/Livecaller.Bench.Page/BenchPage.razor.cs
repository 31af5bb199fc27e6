using System.Globalization;
using System.Web;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Bench.Page;

/// <summary>The chat over a conversation of as many messages as the address says, and buttons for the bench.</summary>
public sealed partial class BenchPage : ComponentBase, IAsyncDisposable
{
    private BusyDesk? _desk;
    private bool _open;
    private int _weighed;
    private long _weight;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        if (_desk is not null) await _desk.DisposeAsync();
    }

    // Bytes of what is alive: the server in memory too.
    private void Weigh() => (_weight, _weighed) = (GC.GetTotalMemory(forceFullCollection: true), _weighed + 1);

    private async Task LeaveAsync()
    {
        _open = false;
        await _desk!.LeaveAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        var wanted = HttpUtility.ParseQueryString(new Uri(Navigation.Uri).Query)["messages"];
        _desk = await BusyDesk.OpenAsync(int.Parse(wanted ?? "0", CultureInfo.InvariantCulture));
    }
}
