namespace Livecaller.Widget;

/// <summary>How the page around the frame wants it to begin.</summary>
/// <param name="IsFramed">Whether there is a page around it.</param>
/// <param name="Locale">The language as a BCP 47 tag.</param>
/// <param name="Open">Whether the chat is open.</param>
public sealed record PageGreeting(bool IsFramed, string? Locale, bool Open);
