namespace Livecaller.Widget;

/// <summary>The initial state that the surrounding page requests.</summary>
/// <param name="IsFramed">Whether the chat runs in a frame.</param>
/// <param name="Locale">The language as a BCP 47 tag.</param>
/// <param name="Open">Whether the chat is open.</param>
public sealed record PageGreeting(bool IsFramed, string? Locale, bool Open);
