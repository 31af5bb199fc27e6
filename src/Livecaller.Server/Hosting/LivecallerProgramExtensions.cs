using System.Globalization;
using System.Net.Sockets;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Defaults and console output for a program whose purpose is to run Livecaller.</summary>
public static class LivecallerProgramExtensions
{
    /// <summary>Where such a program listens unless it is told otherwise.</summary>
    public const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>
    /// Sets what nobody has configured: the address is <see cref="DefaultAddress"/>, the framework logs warnings only, a failed start is
    /// told by <see cref="RunLivecallerAsync"/> alone, static assets are found in a build's output too, responses have security headers and
    /// don't name the web server, requests have to name a host of the server (<c>AllowedHosts</c>), and logs of requests contain no tokens.
    /// Forwarded headers are taken from <see cref="LivecallerServerOptions.TrustedProxies"/> only.
    /// </summary>
    public static WebApplicationBuilder UseLivecallerDefaults(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var defaults = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Warning",
            // It warns that its keys are not encrypted: they lie in the data directory, which only its owner can read.
            ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
            ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
        };
        if (!IsAddressGiven(builder.Configuration)) defaults["urls"] = DefaultAddress;

        // First in the list means that every other source goes before it.
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
        builder.Services.AddSingleton<RedactedQueries>();
        builder.Services.AddSingleton<IHttpContextFactory>(static services => services.GetRequiredService<RedactedQueries>());
        // First, so that no other middleware reads the query before it.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(static services => services.GetRequiredService<RedactedQueries>()));
        builder.Services.AddSingleton<IPostConfigureOptions<ForwardedHeadersOptions>, TrustedProxies>().AddSingleton<IStartupFilter, TrustedProxies>();
        builder.Services.AddSingleton<IStartupFilter, ProgramHeaders>();
        builder.Services.AddSingleton<IConfigureOptions<HostFilteringOptions>, HostNames>();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        return builder;
    }

    /// <summary>
    /// Starts the app, prints its addresses and, until somebody has signed in, how the first operator gets in, then <c>Livecaller is ready</c>;
    /// returns when the app was asked to stop.
    /// </summary>
    /// <returns>The exit code: 0, or 1 when the app could not start; the reason is one line on the standard error then.</returns>
    public static async Task<int> RunLivecallerAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        await using (app.ConfigureAwait(false))
        {
            app.Services.GetRequiredService<StartupReport>().IsPrinted = true;
            try
            {
                await app.StartAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // A signal during the start.
                return 0;
            }
            catch (Exception e) when (ReasonOf(e) is { } reason)
            {
                await Console.Error.WriteLineAsync(reason).ConfigureAwait(false);
                return 1;
            }

            foreach (var line in Welcome.Lines(app)) Console.WriteLine(line);
            await app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
            return 0;
        }
    }

    /// <summary>
    /// Replaces the key that signs the tokens of sessions and the links to attachments, and the generated secret of realtime channels, instead of
    /// running the app. The server must not be running.
    /// </summary>
    /// <param name="app">The app with the data directory whose keys are replaced.</param>
    /// <param name="endSessions">
    /// False when what was signed before stays valid for the life of a session; true when all sessions end and all links become invalid, because the key was stolen.
    /// </param>
    /// <returns>The exit code: 0, or 1 when the key could not be replaced; the reason is one line on the standard error then.</returns>
    public static async Task<int> RotateLivecallerKeysAsync(this WebApplication app, bool endSessions = false)
    {
        ArgumentNullException.ThrowIfNull(app);
        await using (app.ConfigureAwait(false))
        {
            try
            {
                var directory = app.Services.GetRequiredService<DataDirectory>();
                if (directory.Fault is { } fault) throw fault;
                var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
                DateTimeOffset? until = endSessions ? null : now + VisitorRules.SessionLifetime;
                ServerKeys.Rotate(app.Services.GetRequiredService<IKeyStore>(), now, until);
                Console.WriteLine("A new key signs sessions and links. " + (until is { } end
                    ? string.Create(CultureInfo.InvariantCulture, $"What the earlier one signed is valid until {end:yyyy-MM-dd}.")
                    : "What earlier ones signed is no longer valid."));
                return 0;
            }
            catch (Exception e) when (e is LivecallerStartupException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(e.Message.ReplaceLineEndings(" ")).ConfigureAwait(false);
                return 1;
            }
        }
    }

    private static bool IsAddressGiven(ConfigurationManager configuration) =>
        !string.IsNullOrEmpty(configuration["urls"])
        || !string.IsNullOrEmpty(configuration["http_ports"])
        || !string.IsNullOrEmpty(configuration["https_ports"])
        || configuration.GetSection("Kestrel:Endpoints").Exists();

    private static string? ReasonOf(Exception exception) => exception switch
    {
        LivecallerStartupException or OptionsValidationException => exception.Message.ReplaceLineEndings(" "),
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } inUse =>
            $"{inUse.Message.TrimEnd('.')}: choose another with --urls.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } denied =>
            $"The address cannot be listened on: {denied.Message}.",
        _ => exception.InnerException is { } inner ? ReasonOf(inner) : null,
    };
}
