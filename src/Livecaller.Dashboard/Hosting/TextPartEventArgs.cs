using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Hosting;

/// <summary>A part of the text of a field that is too long for one message of the circuit.</summary>
public sealed class TextPartEventArgs : EventArgs
{
    /// <summary>The number of the part, from 0.</summary>
    public int Index { get; set; }

    /// <summary>How many parts the text has.</summary>
    public int Count { get; set; }

    /// <summary>The part.</summary>
    public string? Text { get; set; }
}

/// <summary>The events of the dashboard's own script.</summary>
[EventHandler("ontextpart", typeof(TextPartEventArgs))]
public static class EventHandlers;
