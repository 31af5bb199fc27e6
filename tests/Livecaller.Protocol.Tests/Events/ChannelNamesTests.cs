namespace Livecaller.Protocol.Tests.Events;

public sealed class ChannelNamesTests
{
    [Fact]
    public void A_conversation_is_found_in_the_name_of_its_channel()
    {
        var name = ChannelNames.Conversation(new("c-1"));

        Assert.Equal("private-conversation.c-1", name);
        Assert.True(ChannelNames.TryParseConversation(name, out var id));
        Assert.Equal(new ConversationId("c-1"), id);
    }

    [Fact]
    public void A_visitor_is_found_in_the_name_of_its_channel()
    {
        Assert.True(ChannelNames.TryParseVisitor(ChannelNames.Visitor(new("v-1")), out var id));
        Assert.Equal("v-1", id.Value);
    }

    [Fact]
    public void A_widget_is_found_in_the_name_of_its_operators_channel()
    {
        var name = ChannelNames.Operators(new("shop"));

        Assert.Equal("presence-widget.shop.operators", name);
        Assert.True(ChannelNames.TryParseOperators(name, out var id));
        Assert.Equal("shop", id.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("private-conversation.")]
    [InlineData("presence-conversation.c-1")]
    [InlineData("Private-Conversation.c-1")]
    [InlineData("presence-widget..operators")]
    public void Other_names_are_nobodys_channel(string name)
    {
        Assert.False(ChannelNames.TryParseConversation(name, out _));
        Assert.False(ChannelNames.TryParseVisitor(name, out _));
        Assert.False(ChannelNames.TryParseOperators(name, out _));
    }
}
