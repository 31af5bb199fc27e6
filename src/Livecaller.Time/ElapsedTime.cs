namespace Livecaller.Time;

/// <summary>What <see cref="RelativeTimeFormat.FormatElapsed"/> says now, and until when it stays true.</summary>
/// <param name="Text">The text, such as "5 minutes ago".</param>
/// <param name="ChangesAt">
/// The first instant with another text. A timer set for it is the only one that a UI needs; one that fires a little early just gets the same answer again.
/// The wait can be years, which is more than a timer takes (49 days).
/// </param>
public readonly record struct ElapsedTime(string Text, DateTimeOffset ChangesAt);
