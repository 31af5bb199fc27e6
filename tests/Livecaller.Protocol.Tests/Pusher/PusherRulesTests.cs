using Livecaller.Protocol.Pusher;

namespace Livecaller.Protocol.Tests.Pusher;

public sealed class PusherRulesTests
{
    [Theory]
    [InlineData("orders", true)]
    [InlineData("presence-widget.shop.operators", true)]
    [InlineData("A_-=@,.;9", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("white space", false)]
    [InlineData("#server-to-user-1", false)]
    [InlineData("schräg", false)]
    public void A_channel_name_has_only_the_allowed_characters(string? name, bool valid) =>
        Assert.Equal(valid, PusherChannel.IsValidName(name));

    [Fact]
    public void A_channel_name_has_an_end()
    {
        Assert.True(PusherChannel.IsValidName(new string('a', 200)));
        Assert.False(PusherChannel.IsValidName(new string('a', 201)));
    }

    [Theory]
    [InlineData("orders", nameof(PusherChannelKind.Public))]
    [InlineData("private-orders", nameof(PusherChannelKind.Private))]
    [InlineData("presence-orders", nameof(PusherChannelKind.Presence))]
    public void A_prefix_says_what_a_channel_is(string name, string kind) =>
        Assert.Equal(kind, PusherChannel.KindOf(name).ToString());

    [Theory]
    [InlineData(4000, nameof(PusherCloseAction.Stop))]
    [InlineData(4099, nameof(PusherCloseAction.Stop))]
    [InlineData(4100, nameof(PusherCloseAction.BackOff))]
    [InlineData(4199, nameof(PusherCloseAction.BackOff))]
    [InlineData(4200, nameof(PusherCloseAction.ReconnectAtOnce))]
    [InlineData(4299, nameof(PusherCloseAction.ReconnectAtOnce))]
    [InlineData(4300, nameof(PusherCloseAction.BackOff))]
    [InlineData(1006, nameof(PusherCloseAction.BackOff))]
    [InlineData(null, nameof(PusherCloseAction.BackOff))]
    public void A_close_code_says_what_comes_next(int? code, string action) =>
        Assert.Equal(action, PusherClosePolicy.ActionFor(code).ToString());
}
