using System.Globalization;

namespace Livecaller.Blazor.Shell;

/// <summary>A participant's picture, or the initials of the name.</summary>
public sealed partial class Avatar : ComponentBase
{
    /// <summary>The name; null for nobody in particular.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>The picture's address, already checked; null for none.</summary>
    [Parameter]
    public string? Url { get; set; }

    /// <summary>Whether the dot of presence is shown.</summary>
    [Parameter]
    public bool IsOnline { get; set; }

    private string Initials => InitialsOf(Name);

    // Whole letters, not halves of them: names are written in every script, and with emoji.
    internal static string InitialsOf(string? name) => string.Concat(SafeText.Name(name)
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where(word => char.IsLetter(word, 0))
        .Take(2)
        .Select(word => StringInfo.GetNextTextElement(word).ToUpperInvariant()));
}
