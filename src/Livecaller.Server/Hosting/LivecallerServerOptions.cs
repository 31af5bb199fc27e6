using System.ComponentModel.DataAnnotations;
using Livecaller.Realtime;
using Livecaller.Server.Mail;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Hosting;

/// <summary>The server's settings: the section <c>Livecaller</c> of the configuration.</summary>
public sealed class LivecallerServerOptions
{
    /// <summary>Where database, attachments and keys are kept.</summary>
    /// <value><c>./data</c></value>
    public string DataDirectory { get; set; } = "./data";

    /// <summary>
    /// Which database the data is stored in: <c>sqlite</c>, a file in the data directory, or <c>postgres</c>, for which <c>ConnectionStrings:Livecaller</c>
    /// names the database. The program Livecaller.Host follows the setting; an application calls <c>UsePostgreSql()</c> of the package
    /// Livecaller.Server.PostgreSql instead, and is not started with another value here.
    /// </summary>
    /// <value>Null: what the application uses. Livecaller.Host uses <c>sqlite</c> then.</value>
    [AllowedValues(null, "sqlite", "postgres", ErrorMessage = "Livecaller:Database must be sqlite or postgres.")]
    public string? Database { get; set; }

    /// <summary>
    /// The address under which clients reach the application, for example <c>https://shop.example</c>: in links to attachments, the realtime
    /// address and the frame's policy. A path, as in <c>https://shop.example/chat</c>, becomes the path base of the application's requests,
    /// whether a reverse proxy passes it on or strips it.
    /// </summary>
    /// <value>Null: the address that the request was sent to.</value>
    [PublicUrlSetting]
    public Uri? PublicUrl { get; set; }

    /// <summary>
    /// The addresses and networks of reverse proxies, separated by commas, for example <c>10.0.0.7, 172.16.0.0/12</c>. The client's address, the
    /// scheme and the path that they forward are taken from their headers; those of anybody else are ignored. It applies to programs that call
    /// <c>UseLivecallerDefaults()</c>; other apps configure their own forwarded headers.
    /// </summary>
    /// <value>Null: none. With <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c>: the machine itself.</value>
    [TrustedProxiesSetting]
    public string? TrustedProxies { get; set; }

    /// <summary>Who can read the description of the API and its page.</summary>
    /// <value><see cref="ApiDocsAccess.Public"/></value>
    public ApiDocsAccess Docs { get; set; }

    /// <summary>
    /// How long browsers use HTTPS only, after they used it once (<c>Strict-Transport-Security</c>). Only programs that call
    /// <c>UseLivecallerDefaults()</c> send it, over HTTPS, and not for <c>localhost</c> or IP addresses.
    /// </summary>
    /// <value>30 days; zero for not at all.</value>
    [TimeSetting]
    public TimeSpan HstsLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// The Redis brokers that connect several nodes: <c>redis.example:6379</c>, or several separated by commas, with options of
    /// StackExchange.Redis behind them. <c>Livecaller.Host</c> reads it; apps call <c>UseRedis()</c> of the package Livecaller.Realtime.Redis.
    /// </summary>
    /// <value>Null: a single node.</value>
    public string? Redis { get; set; }

    /// <summary>
    /// <c>postgres</c> connects a few nodes through their PostgreSQL database instead of Redis. <c>Livecaller.Host</c> reads it; apps call
    /// <c>UsePostgreSqlBackplane()</c> of the package Livecaller.Server.PostgreSql.
    /// </summary>
    /// <value>Null: Redis, or a single node.</value>
    public string? Backplane { get; set; }

    /// <summary>The bucket that attachments are stored in, instead of the data directory.</summary>
    [ValidateObjectMembers]
    public S3Options S3 { get; set; } = new();

    /// <summary>What the first start creates.</summary>
    public SeedOptions Seed { get; set; } = new();

    /// <summary>The realtime server. An id, key or secret that is not set is generated once and kept in the data directory.</summary>
    /// <value>200 sockets of an address, 600 frames and 300 subscriptions of a socket in a minute, 30 seconds to authorize a channel, no public channels and no client events; otherwise the defaults of <see cref="PusherOptions"/>.</value>
    public PusherOptions Realtime { get; set; } = RealtimeOptions.ForChat();

    /// <summary>How operators sign in.</summary>
    [ValidateObjectMembers]
    public OperatorOptions Operators { get; set; } = new();

    /// <summary>How long operators stay signed in.</summary>
    [ValidateObjectMembers]
    public OperatorSessionOptions OperatorSessions { get; set; } = new();

    /// <summary>The OpenID Connect provider that operators sign in with.</summary>
    [ValidateObjectMembers]
    public OperatorOpenIdConnectOptions OpenIdConnect { get; set; } = new();

    /// <summary>The mail server that transcripts are sent by.</summary>
    [ValidateObjectMembers]
    public MailOptions Mail { get; set; } = new();

    /// <summary>How long unused data is kept.</summary>
    [ValidateObjectMembers]
    public RetentionOptions Retention { get; set; } = new();

    /// <summary>All limits.</summary>
    [ValidateObjectMembers]
    public LivecallerLimits Limits { get; set; } = new();
}
