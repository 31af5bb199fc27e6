namespace Livecaller.Dashboard.Conversations;

/// <summary>The drafts of an operator by conversation.</summary>
internal sealed class Drafts
{
    private readonly Dictionary<ConversationId, string> _texts = [];

    internal string this[ConversationId id]
    {
        get => _texts.GetValueOrDefault(id, "");
        set
        {
            if (value.Length == 0)
                _texts.Remove(id);
            else
                _texts[id] = value;
        }
    }
}
