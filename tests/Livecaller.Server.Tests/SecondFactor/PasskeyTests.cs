using Livecaller.Server.Operators;
using Livecaller.Server.SecondFactor;
using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.SecondFactor;

public sealed class PasskeyTests : IDisposable
{
    private static readonly PasskeySite Shop = new("shop.example", "https://shop.example");
    private static readonly AccountProof Right = new(LivecallerServer.Password);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
    private readonly SoftwarePasskey _device = new();

    public void Dispose() => _device.Dispose();

    [Fact]
    public async Task A_passkey_signs_its_operator_in()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var session = await AddAsync(server, _device);
        _time.Advance(TimeSpan.FromHours(1));

        var account = await SignInAsync(server, _device);

        Assert.Equal(LivecallerServer.Email, account!.Email);
        var passkey = Assert.Single((await Authenticator.UseAsync(server, own => own.ReadAsync(session))).Value!.Passkeys);
        Assert.Equal(("Laptop", _time.GetUtcNow().AddHours(-1), (DateTimeOffset?)_time.GetUtcNow()), (passkey.Name, passkey.CreatedAt, passkey.LastUsedAt));
    }

    [Fact]
    public async Task A_new_passkey_ends_the_other_sessions()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var other = await Authenticator.BeginSessionAsync(server);

        var own = await AddAsync(server, _device);

        Assert.Equal(AccountFault.SessionEnded, (await Authenticator.UseAsync(server, account => account.ReadAsync(other))).Fault);
        Assert.Null((await Authenticator.UseAsync(server, account => account.ReadAsync(own))).Fault);
    }

    public static TheoryData<string, Action<SoftwarePasskey>> Foreign => new()
    {
        { "another site", d => d.Origin = "https://evil.example" },
        { "another port", d => d.Origin = "https://shop.example:8443" },
        { "without encryption", d => d.Origin = "http://shop.example" },
        { "a frame of another site", d => d.IsCrossOrigin = true },
        { "another domain", d => d.Domain = "evil.example" },
        { "a device that has not asked who uses it", d => d.IsUserVerified = false },
        { "another account", d => d.UserHandle = Guid.NewGuid().ToString() },
    };

    [Theory]
    [MemberData(nameof(Foreign), DisableDiscoveryEnumeration = true)]
    public async Task Nobody_signs_in_from(string where, Action<SoftwarePasskey> change)
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        await AddAsync(server, _device);
        change(_device);

        Assert.True(await SignInAsync(server, _device) is null, where);
    }

    [Theory]
    [MemberData(nameof(Foreign), DisableDiscoveryEnumeration = true)]
    public async Task No_passkey_is_stored_from(string where, Action<SoftwarePasskey> change)
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var session = await Authenticator.BeginSessionAsync(server);
        var request = (await Authenticator.UseAsync(server, own => own.BeginPasskeyAsync(session, Right, Shop))).Value!;
        change(_device);

        var result = await Authenticator.UseAsync(server, own => own.AddPasskeyAsync(session, Shop, request.State, _device.Create(request.Options), "Laptop"));

        // The options name the account, and what the device keeps of it is nothing that the server reads.
        Assert.Equal(where == "another account" ? null : AccountFault.PasskeyRefused, result.Fault);
    }

    [Fact]
    public async Task A_passkey_of_another_operator_does_not_open_this_account()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        await server.NewOperatorAsync("ivan");
        using var ivans = new SoftwarePasskey();
        await AddAsync(server, _device);
        await AddAsync(server, ivans, "ivan@example.com");
        ivans.UserHandle = _device.UserHandle;

        Assert.Null(await SignInAsync(server, ivans));
    }

    [Fact]
    public async Task What_begun_in_one_account_is_not_stored_in_another()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        await server.NewOperatorAsync("ivan");
        var (olgas, ivans) = (await Authenticator.BeginSessionAsync(server), await Authenticator.BeginSessionAsync(server, "ivan@example.com"));
        var request = (await Authenticator.UseAsync(server, own => own.BeginPasskeyAsync(olgas, Right, Shop))).Value!;

        var result = await Authenticator.UseAsync(server, own => own.AddPasskeyAsync(ivans, Shop, request.State, _device.Create(request.Options), "Laptop"));

        Assert.Equal(AccountFault.PasskeyRefused, result.Fault);
    }

    [Fact]
    public async Task What_was_signed_is_accepted_once()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        await AddAsync(server, _device);
        var request = await UseAsync(server, passkeys => passkeys.BeginSignInAsync(Shop));
        var signed = _device.Sign(request.Options);

        Assert.NotNull(await UseAsync(server, passkeys => passkeys.FindAsync(Shop, request.State, signed)));
        Assert.Null(await UseAsync(server, passkeys => passkeys.FindAsync(Shop, request.State, signed)));
    }

    [Fact]
    public async Task After_five_minutes_it_is_too_late()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        await AddAsync(server, _device);
        var request = await UseAsync(server, passkeys => passkeys.BeginSignInAsync(Shop));
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(await UseAsync(server, passkeys => passkeys.FindAsync(Shop, request.State, _device.Sign(request.Options))));
    }

    [Fact]
    public async Task The_counter_of_a_copied_device_gives_it_away()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        await AddAsync(server, _device);
        Assert.NotNull(await SignInAsync(server, _device));
        _device.IsCopied = true;

        Assert.Null(await SignInAsync(server, _device));
    }

    [Fact]
    public async Task A_removed_passkey_and_a_locked_account_are_refused()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var session = await AddAsync(server, _device);
        await using (var scope = server.App.Services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
            var olga = (await accounts.FindByEmailAsync(LivecallerServer.Email))!;
            await accounts.SetLockoutEndDateAsync(olga, DateTimeOffset.MaxValue);
            Assert.Null(await SignInAsync(server, _device));
            await accounts.SetLockoutEndDateAsync(olga, null);
        }

        session = await Authenticator.BeginSessionAsync(server);
        Assert.NotNull(await SignInAsync(server, _device));
        var passkey = Assert.Single((await Authenticator.UseAsync(server, own => own.ReadAsync(session))).Value!.Passkeys);
        Assert.Null((await Authenticator.UseAsync(server, own => own.RemovePasskeyAsync(session, Right, passkey.Id))).Fault);
        Assert.Null(await SignInAsync(server, _device));
    }

    [Theory]
    [InlineData("https://shop.example/dashboard", null, "shop.example", "https://shop.example")]
    [InlineData("http://localhost:5080/dashboard", null, "localhost", "http://localhost:5080")]
    [InlineData("http://shop.example/dashboard", null, null, null)]
    [InlineData("https://192.0.2.1/dashboard", null, null, null)]
    [InlineData("https://SHOP.example/chat/dashboard", "https://shop.example/chat", "shop.example", "https://shop.example")]
    [InlineData("https://other.example/dashboard", "https://shop.example", null, null)]
    [InlineData("https://shop.example:8443/dashboard", "https://shop.example", null, null)]
    public void The_site_is_the_servers_own(string page, string? publicUrl, string? domain, string? origin)
    {
        var site = PasskeySite.Of(new(page), publicUrl is null ? null : new(publicUrl));

        Assert.Equal((domain, origin), (site?.Domain, site?.Origin));
    }

    private static async Task<string> AddAsync(LivecallerServer server, SoftwarePasskey device, string email = LivecallerServer.Email)
    {
        var session = await Authenticator.BeginSessionAsync(server, email);
        var request = (await Authenticator.UseAsync(server, own => own.BeginPasskeyAsync(session, Right, Shop))).Value!;
        Assert.Null((await Authenticator.UseAsync(server, own => own.AddPasskeyAsync(session, Shop, request.State, device.Create(request.Options), "Laptop"))).Fault);
        return session;
    }

    private static Task<LivecallerOperator?> SignInAsync(LivecallerServer server, SoftwarePasskey device) => UseAsync(server, async passkeys =>
    {
        var request = await passkeys.BeginSignInAsync(Shop);
        return await passkeys.FindAsync(Shop, request.State, device.Sign(request.Options));
    });

    private static async Task<T> UseAsync<T>(LivecallerServer server, Func<OperatorPasskeys, Task<T>> use)
    {
        await using var scope = server.App.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<OperatorPasskeys>());
    }
}
