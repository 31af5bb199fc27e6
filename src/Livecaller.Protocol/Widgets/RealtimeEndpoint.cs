using System.Diagnostics.CodeAnalysis;

namespace Livecaller.Protocol;

/// <summary>The addresses where a Pusher client connects and authorizes channels.</summary>
public sealed record RealtimeEndpoint
{
    /// <summary>The application key.</summary>
    public required string Key { get; init; }

    /// <summary>The host's name or address.</summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary><c>ws</c> or <c>wss</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary>The path before <c>/app/{key}</c>: empty, or with a leading slash.</summary>
    [AllowNull]
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>The address of the channel authorization endpoint.</summary>
    public required string AuthEndpoint { get; init; }
}
