using System.Diagnostics.CodeAnalysis;

namespace Livecaller.Protocol;

/// <summary>Where a Pusher client connects, and where it asks for channel authorisation.</summary>
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

    /// <summary>What stands before <c>/app/{key}</c>; empty, or begins with a slash.</summary>
    [AllowNull]
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>The address that answers channel authorisation.</summary>
    public required string AuthEndpoint { get; init; }
}
