using Livecaller.Testing.Server;

namespace Livecaller.Testing;

/// <summary>The conversations of a <see cref="LivecallerTestHost"/> as they were at one time.</summary>
public sealed class TestBackup
{
    internal TestBackup(IReadOnlyList<ConversationRecord> conversations) => Conversations = conversations;

    internal IReadOnlyList<ConversationRecord> Conversations { get; }
}
