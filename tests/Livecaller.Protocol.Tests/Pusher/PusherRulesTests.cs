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
    [InlineData("orders", PusherChannelKind.Public)]
    [InlineData("private-orders", PusherChannelKind.Private)]
    [InlineData("presence-orders", PusherChannelKind.Presence)]
    public void A_prefix_says_what_a_channel_is(string name, PusherChannelKind kind) =>
        Assert.Equal(kind, PusherChannel.KindOf(name));

    [Theory]
    [InlineData(4000, PusherCloseAction.Stop)]
    [InlineData(4099, PusherCloseAction.Stop)]
    [InlineData(4100, PusherCloseAction.BackOff)]
    [InlineData(4199, PusherCloseAction.BackOff)]
    [InlineData(4200, PusherCloseAction.ReconnectAtOnce)]
    [InlineData(4299, PusherCloseAction.ReconnectAtOnce)]
    [InlineData(4300, PusherCloseAction.BackOff)]
    [InlineData(1006, PusherCloseAction.BackOff)]
    [InlineData(null, PusherCloseAction.BackOff)]
    public void A_close_code_says_what_comes_next(int? code, PusherCloseAction action) =>
        Assert.Equal(action, PusherClosePolicy.ActionFor(code));
}
