namespace Livecaller.Time;

/// <summary>The result of <see cref="RelativeTimeFormat.FormatElapsed"/>: a text, and the time at which it changes.</summary>
/// <param name="Text">The text, such as "5 minutes ago".</param>
/// <param name="ChangesAt">
/// The first instant at which the text is different. A UI needs only one timer, set for this time; if the timer fires early, the result is the same again.
/// The time can be years away, which exceeds the maximum of a timer (49 days).
/// </param>
public readonly record struct ElapsedTime(string Text, DateTimeOffset ChangesAt);
