using Livecaller.Protocol;

namespace Livecaller.Server.Widgets;

/// <summary>A widget as operators see it.</summary>
public sealed record WidgetDetails
{
    /// <summary>The widget's id.</summary>
    public required WidgetId Id { get; init; }

    /// <summary>The name that visitors see.</summary>
    public required string Name { get; init; }

    /// <summary>The address under which clients reach the chat: their <c>ServerUrl</c>, and where <c>livecaller.js</c> is. Null where it is not known.</summary>
    public Uri? ServerUrl { get; init; }

    /// <summary>The secret that identity tokens are signed with. Never logged.</summary>
    public required string JwtSecret { get; init; }

    /// <summary>The origins that can embed it, for example <c>https://shop.example</c>. The server's own is always allowed.</summary>
    public required IReadOnlyList<string> AllowedOrigins { get; init; }

    /// <summary>The enabled features. Transcripts are offered only where the server can send mail.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>The form before a conversation.</summary>
    public required IReadOnlyList<WidgetField> Fields { get; init; }

    /// <summary>Appearance and behavior.</summary>
    public required WidgetSettings Settings { get; init; }

    /// <summary>Whether operators see what a visitor types before it is sent.</summary>
    public required bool MessageTypingPreview { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"WidgetDetails {{ Id = {Id}, Name = {Name} }}";
}
