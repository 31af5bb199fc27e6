using System.Globalization;
using System.Web;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Bench.Page;

/// <summary>The chat with a conversation of the length in the query string, and buttons for the benchmark.</summary>
public sealed partial class BenchPage : ComponentBase, IAsyncDisposable
{
    private BusyServer? _server;
    private bool _open;
    private int _measureCount;
    private long _memory;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    // The bytes of live objects, including the in-memory server.
    private void MeasureMemory() => (_memory, _measureCount) = (GC.GetTotalMemory(forceFullCollection: true), _measureCount + 1);

    private async Task LeaveAsync()
    {
        _open = false;
        await _server!.LeaveAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        var messages = HttpUtility.ParseQueryString(new Uri(Navigation.Uri).Query)["messages"];
        _server = await BusyServer.OpenAsync(int.Parse(messages ?? "0", CultureInfo.InvariantCulture));
    }
}
