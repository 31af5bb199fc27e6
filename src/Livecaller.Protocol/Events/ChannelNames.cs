namespace Livecaller.Protocol;

/// <summary>The names of channels.</summary>
public static class ChannelNames
{
    private const string ConversationPrefix = "private-conversation.";
    private const string VisitorPrefix = "private-visitor.";
    private const string OperatorsPrefix = "presence-widget.";
    private const string OperatorsSuffix = ".operators";

    /// <summary>All events of one conversation.</summary>
    public static string Conversation(ConversationId id) => ConversationPrefix + id.Value;

    /// <summary>The conversations that start for one visitor.</summary>
    public static string Visitor(VisitorId id) => VisitorPrefix + id.Value;

    /// <summary>All events of a widget's conversations, for its operators. Its members are the operators who are online.</summary>
    public static string Operators(WidgetId id) => OperatorsPrefix + id.Value + OperatorsSuffix;

    /// <summary>Gets the conversation's id from the name of its channel.</summary>
    public static bool TryParseConversation(string channel, out ConversationId id)
    {
        var found = TryCut(channel, ConversationPrefix, "", out var value);
        id = new(value);
        return found;
    }

    /// <summary>Gets the visitor's id from the name of their channel.</summary>
    public static bool TryParseVisitor(string channel, out VisitorId id)
    {
        var found = TryCut(channel, VisitorPrefix, "", out var value);
        id = new(value);
        return found;
    }

    /// <summary>Gets the widget's id from the name of its operators' channel.</summary>
    public static bool TryParseOperators(string channel, out WidgetId id)
    {
        var found = TryCut(channel, OperatorsPrefix, OperatorsSuffix, out var value);
        id = new(value);
        return found;
    }

    private static bool TryCut(string channel, string prefix, string suffix, out string value)
    {
        ArgumentNullException.ThrowIfNull(channel);
        var fits = channel.Length > prefix.Length + suffix.Length
            && channel.StartsWith(prefix, StringComparison.Ordinal)
            && channel.EndsWith(suffix, StringComparison.Ordinal);
        value = fits ? channel[prefix.Length..^suffix.Length] : "";
        return fits;
    }
}
