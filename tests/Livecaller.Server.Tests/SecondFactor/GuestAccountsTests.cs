using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Server.Tests.SecondFactor;

public sealed class GuestAccountsTests
{
    [Fact]
    public async Task What_an_app_chooses_for_its_own_accounts_does_not_change_the_operators_tables()
    {
        await using var server = await LivecallerServer.StartGuestAsync(
            builder => builder.Services.Configure<IdentityOptions>(options => (options.Stores.SchemaVersion, options.Stores.MaxLengthForKeys) = (IdentitySchemaVersions.Version2, 64)),
            app => app.MapLivecaller());

        await Authenticator.AddAsync(server);
    }
}
