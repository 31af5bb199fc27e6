namespace Livecaller.Dashboard.Conversations;

/// <summary>The drafts of an operator, by conversation. Replies and notes have their own, so that a note never becomes a reply.</summary>
internal sealed class Drafts
{
    private readonly Dictionary<(ConversationId, ComposerMode), string> _texts = [];

    internal string this[ConversationId id, ComposerMode mode]
    {
        get => _texts.GetValueOrDefault((id, mode), "");
        set
        {
            if (value.Length == 0)
                _texts.Remove((id, mode));
            else
                _texts[(id, mode)] = value;
        }
    }
}
