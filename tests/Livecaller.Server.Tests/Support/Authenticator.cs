using Livecaller.Server.Operators;
using Livecaller.Server.SecondFactor;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace Livecaller.Server.Tests.Support;

/// <summary>An operator's authenticator app.</summary>
internal sealed class Authenticator
{
    private readonly TimeProvider _time;
    private readonly byte[] _key = AuthenticatorCodes.NewKey();

    private Authenticator(TimeProvider time) => _time = time;

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public string KeyText => Base32Encoding.ToString(_key);

    /// <summary>Sets it up on the page of the account, in a session of the dashboard.</summary>
    public static async Task<Authenticator> AddAsync(LivecallerServer server, string email = LivecallerServer.Email)
    {
        var app = new Authenticator(server.Get<TimeProvider>());
        var session = await BeginSessionAsync(server, email);
        var added = await UseAsync(server, account => account.AddAuthenticatorAsync(session, new(LivecallerServer.Password), app._key, app.Code()));
        Assert.Null(added.Fault);
        app.RecoveryCodes = added.Value!;
        return app;
    }

    /// <summary>What the app shows, or showed or will show a number of steps of 30 seconds away.</summary>
    public string Code(int steps = 0) => new Totp(_key).ComputeTotp(_time.GetUtcNow().AddSeconds(30 * steps).UtcDateTime);

    /// <summary>Six digits that the app shows at no time near.</summary>
    public string WrongCode() => Enumerable.Range(0, 10).Select(i => new string((char)('0' + i), 6)).First(c => Enumerable.Range(-3, 7).All(s => Code(s) != c));

    /// <summary>Begins a session of the dashboard, as a sign-in does.</summary>
    public static async Task<string> BeginSessionAsync(LivecallerServer server, string email = LivecallerServer.Email)
    {
        await using var scope = server.App.Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>().FindByEmailAsync(email);
        return (await server.Get<OperatorSessions>().BeginAsync(
            account!, OperatorSessionKind.Dashboard, new("192.0.2.9", "a browser", "192.0.2.9"), TestContext.Current.CancellationToken)).Id;
    }

    public static async Task<T> UseAsync<T>(LivecallerServer server, Func<OwnAccount, Task<T>> use)
    {
        await using var scope = server.App.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<OwnAccount>());
    }

    public static Task<Answer> LoginAsync(LivecallerServer server, object body) => new Caller(server.NewClient(), "/v1/operator", "", "").PostAsync("/auth/login", body);
}
