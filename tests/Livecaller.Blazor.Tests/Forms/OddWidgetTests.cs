using System.Net;
using System.Text;
using Bunit;
using Livecaller.Blazor.Tests.Support;

namespace Livecaller.Blazor.Tests.Forms;

/// <summary>A configuration as a later, an earlier or a careless server may send it.</summary>
public sealed class OddWidgetTests : AppTest
{
    private const string Realtime = """ "realtime": {"key": "test-key", "host": "livecaller.test", "port": 443, "scheme": "wss", "auth_endpoint": "https://livecaller.test/v1/widget/broadcasting/auth"} """;
    private string _widget = "";

    public OddWidgetTests() => Instead = request => request.RequestUri!.AbsolutePath == "/v1/widget"
        ? new(HttpStatusCode.OK) { Content = new StringContent(_widget, Encoding.UTF8, "application/json") }
        : null;

    [Fact]
    public async Task Everything_that_can_lack_may_lack()
    {
        _widget = $$$"""{"data": {"id": "test-widget", "name": "Test", {{{Realtime}}}}}""";
        var app = Mount();

        await BeginAsync(app);
        await SeesAsync(app, "Hello?");
        await Host.Operator.ClosesAsync();
        await SeesAsync(app, "This conversation is closed");
        Assert.Empty(app.FindAll(".rating"));
        await PressAsync(app, ".more .tool");
        Assert.Equal(["Earlier conversations", "Mute sounds"], app.FindAll("[role=menu] .item").Select(i => i.TextContent.Trim()));
    }

    [Fact]
    public async Task Unknown_features_and_fields_without_members_break_nothing()
    {
        _widget = $$$"""
            {"data": {"id": "test-widget", "name": "Test", "surprise": [1, {"two": 3}], "departments": null, "translations": null, "settings": null,
              "features": [{"name": "telepathy", "settings": {"range": "far"} }, {}, {"name": "rating", "settings": 7}],
              "fields": [{}, {"label": "No name"}, {"name": "colour"}, {"name": "size", "type": "select", "values": null}, {"name": "colour", "type": "email", "required": true}],
              {{{Realtime}}}}}
            """;
        var app = Mount();

        await UntilAsync(() => app.FindAll(".field").Count == 2);
        Assert.Equal(["colour (optional)", "size (optional)"], app.FindAll(".field label").Select(l => l.TextContent.Trim()));
        await SubmitAsync(app);
        await BeginAsync(app);
        await Host.Operator.ClosesAsync();
        await SeesAsync(app, "How was it?");
    }

    [Fact]
    public async Task What_is_no_configuration_at_all_is_said_and_can_be_tried_again()
    {
        _widget = "<html>Welcome to the captive portal</html>";
        var app = Mount();
        await SeesAsync(app, "The chat can’t be reached");

        _widget = $$$"""{"data": {"id": "test-widget", "name": "Test", {{{Realtime}}}}}""";
        await PressAsync(app, ".again");
        await SeesAsync(app, "How can we help?");
    }
}
