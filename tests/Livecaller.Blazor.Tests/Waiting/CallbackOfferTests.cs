using Bunit;
using Livecaller.Blazor.Tests.Support;

namespace Livecaller.Blazor.Tests.Waiting;

public sealed class CallbackOfferTests : AppTest
{
    [Fact]
    public async Task After_two_minutes_in_line_a_call_is_offered()
    {
        var app = Mount();
        await BeginAsync(app);
        await UntilAsync(() => app.FindAll(".log .card").Count == 1);
        Assert.Empty(app.FindAll(".log .card .way"));

        await Host.PassAsync(TimeSpan.FromMinutes(2), Cancelled);
        await PressAsync(app, ".log .card .way");

        await UntilAsync(() => app.FindAll(".screen input[type=tel]").Count == 1);
    }
}
