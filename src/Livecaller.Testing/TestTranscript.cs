using Livecaller.Protocol;

namespace Livecaller.Testing;

/// <summary>A transcript that a visitor asked for.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Email">The address that it is to be mailed to.</param>
public sealed record TestTranscript(ConversationId ConversationId, string Email);
