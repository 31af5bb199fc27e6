using Livecaller.Connection;
using Livecaller.Protocol;
using Livecaller.Session;
using Microsoft.Extensions.Logging;

namespace Livecaller;

/// <summary>What a <see cref="LivecallerClient"/> needs to know. Checked once, when the client is made.</summary>
public sealed record LivecallerOptions
{
    /// <summary>The widget's id, from the dashboard.</summary>
    public required WidgetId WidgetId { get; init; }

    /// <summary>The server's address, for example <c>https://chat.example.com/</c>. Must be absolute, http or https.</summary>
    public required Uri ServerUrl { get; init; }

    /// <summary>The visitor's language as a BCP 47 tag.</summary>
    /// <value><c>en</c></value>
    public string Language { get; init; } = "en";

    /// <summary>What the visitor chats from; operators see it. At most 200 characters.</summary>
    /// <value><c>dotnet</c></value>
    public string Device { get; init; } = "dotnet";

    /// <summary>
    /// Gives the identity token (JWT) that the app's backend issues for the signed-in user, or null for an anonymous visitor. It is asked once
    /// however many calls need it: when a visitor opens the chat without a session, shortly before the session expires, and when the server
    /// refuses it with 401 or 403; never because of a token that it has just given. It has 30 seconds; after a failure it is asked again with
    /// growing pauses. It must neither wait for the client nor call it.
    /// </summary>
    /// <value>None: <see cref="LivecallerClient.UserLoginAsync"/> alone identifies the visitor.</value>
    public Func<CancellationToken, ValueTask<string?>>? TokenProvider { get; init; }

    /// <summary>Where the session is kept across restarts, and beside it what the server has not stored yet.</summary>
    /// <value>In memory: nothing survives the process.</value>
    public ISessionStore SessionStore { get; init; } = new MemorySessionStore();

    /// <summary>How many messages of a conversation are kept in memory, at least 200: others are loaded when they are wanted.</summary>
    /// <value>10,000</value>
    public int MaxLoadedMessages { get; init; } = 10_000;

    /// <summary>The clock, for every time-out and delay.</summary>
    /// <value><see cref="TimeProvider.System"/></value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Carries the HTTP calls. The client does not dispose it.</summary>
    /// <value>A handler of the platform's own, which all clients of the process share. It keeps no cookies.</value>
    public HttpMessageHandler? HttpHandler { get; init; }

    /// <summary>Opens the realtime socket.</summary>
    /// <value>A factory over <see cref="System.Net.WebSockets.ClientWebSocket"/>.</value>
    public IPusherSocketFactory? SocketFactory { get; init; }

    /// <summary>The jitter of delays, 0 to 1.</summary>
    internal Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>Where the client logs. Tokens and message texts are never logged.</summary>
    /// <value>Nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; init; }
}
