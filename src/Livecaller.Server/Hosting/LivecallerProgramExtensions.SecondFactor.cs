using System.Data.Common;
using Livecaller.Server.Hosting;
using Livecaller.Server.SecondFactor;

namespace Microsoft.AspNetCore.Builder;

// The command that resets an operator's second factor.
public static partial class LivecallerProgramExtensions
{
    /// <summary>
    /// Removes the authenticator app, the recovery codes and the passkeys of an operator who has lost them, and ends the operator's sessions, instead
    /// of running the app. The operator then signs in with the password. The server must not be running.
    /// </summary>
    /// <param name="app">The app with the data directory of the operator's account.</param>
    /// <param name="email">The operator's email address.</param>
    /// <returns>The exit code: 0, or 1 when it could not be done; the reason is one line on the standard error then.</returns>
    public static async Task<int> ResetLivecallerSecondFactorAsync(this WebApplication app, string email)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(email);
        await using (app.ConfigureAwait(false))
        {
            try
            {
                if (app.Services.GetRequiredService<DataDirectory>().Fault is { } fault) throw fault;
                await OpenDatabaseAsync(app.Services).ConfigureAwait(false);
                if (!await app.Services.GetRequiredService<SecondFactorReset>()
                    .ResetAsync(accounts => accounts.FindByEmailAsync(WidgetFieldRules.NormalizeEmail(email)), "the command reset-second-factor", default).ConfigureAwait(false))
                {
                    throw new LivecallerStartupException($"There is no operator with the email address '{email}'.");
                }

                Console.WriteLine($"The second factor of {email} was removed, and all sessions have ended. The password is enough for the next sign-in.");
                return 0;
            }
            catch (Exception e) when (e is LivecallerStartupException or IOException or UnauthorizedAccessException or DbException)
            {
                await Console.Error.WriteLineAsync(e.Message.ReplaceLineEndings(" ")).ConfigureAwait(false);
                return 1;
            }
        }
    }

    private static async Task OpenDatabaseAsync(IServiceProvider services)
    {
        var scope = services.CreateAsyncScope();
        await using var scopeLifetime = scope.ConfigureAwait(false);
        await services.GetRequiredService<DatabaseOpening>().OpenAsync(scope.ServiceProvider.GetRequiredService<LivecallerDbContext>(), default).ConfigureAwait(false);
    }
}
