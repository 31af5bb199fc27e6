using System.Globalization;
using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Blocks;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Settings;

/// <summary>Blocks an address or a network.</summary>
public sealed partial class BlockAddressForm
{
    private string? _address;
    private string? _reason;
    // Others get an address after some time: it is not blocked for ever by itself.
    private string? _days = "1";
    private string? _error;
    private bool _isBusy;
    private int _done;

    /// <summary>The address that the form begins with.</summary>
    [Parameter] public string? Address { get; set; }

    /// <summary>Called when an address was blocked.</summary>
    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    [Inject] private ServiceCaller Calls { get; set; } = null!;

    [Inject] private Clock Clock { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnInitialized() => _address = Address;

    private async Task BlockAsync()
    {
        if (_isBusy)
            return;
        _isBusy = true;
        DateTimeOffset? until = int.TryParse(_days, CultureInfo.InvariantCulture, out var days) ? Clock.Now.AddDays(days) : null;
        var request = new BlockAddressRequest { Address = _address, Reason = _reason, Until = until };
        (var block, _error) = await Calls.CallAsync((IBlockService service, OperatorCaller me) => service.BlockAddressAsync(me, request));
        _isBusy = false;
        if (block is null)
            return;
        (_address, _reason, _done) = (Address, null, _done + 1);
        await Changed.InvokeAsync();
    }
}
