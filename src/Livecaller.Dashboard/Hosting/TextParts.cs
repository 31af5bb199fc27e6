using System.Text;

namespace Livecaller.Dashboard.Hosting;

/// <summary>Puts a text together that arrives in parts.</summary>
internal sealed class TextParts
{
    // Far more than a message can have.
    private const int MaxCharacters = 250_000;

    private readonly StringBuilder _text = new();
    private int _next;

    /// <summary>Takes the next part; returns the text with the last one, and null before. Parts out of order begin nothing.</summary>
    internal string? Take(TextPartEventArgs part)
    {
        if (part.Index == 0)
        {
            _text.Clear();
            _next = 0;
        }

        if (part.Index != _next || _text.Length + (part.Text?.Length ?? 0) > MaxCharacters)
            return null;
        _text.Append(part.Text);
        if (++_next < part.Count)
            return null;
        var text = _text.ToString();
        _text.Clear();
        // Nothing but a first part is taken from here on.
        _next = -1;
        return text;
    }
}
