using Bunit;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Testing;

namespace Livecaller.Blazor.Tests.Screens;

public sealed class PreviewNoticeTests() : AppTest(new()
{
    WidgetConfiguration = LivecallerTestHostOptions.DefaultWidget with { Settings = new() { MessageTypingPreview = true } },
})
{
    [Fact]
    public async Task Where_operators_see_what_is_typed_the_visitor_is_told()
    {
        var app = Mount();

        await SeesAsync(app, "Our team can see what you type before you send it.");
    }
}
