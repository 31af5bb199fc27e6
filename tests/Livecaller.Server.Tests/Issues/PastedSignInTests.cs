using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Issues;

/// <summary>The address that an operator signs in with, pasted.</summary>
public sealed class PastedSignInTests
{
    [Fact]
    public async Task An_operator_signs_in_with_an_address_that_was_pasted()
    {
        await using var server = await LivecallerServer.StartAsync();
        var nobody = new Caller(server.NewClient(), "/v1/operator", "", "");
        foreach (var email in (string[])["\u200B" + LivecallerServer.Email, LivecallerServer.Email + "\u00A0", $"<{LivecallerServer.Email}>", "mailto:" + LivecallerServer.Email])
            Assert.Equal((email, HttpStatusCode.OK), (email, (await nobody.PostAsync("/auth/login", new { email, password = LivecallerServer.Password })).Status));
    }

    [Fact]
    public async Task A_seeded_address_that_was_pasted_is_that_of_the_account()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Seed:OperatorEmail", "\uFEFFolga@example.com\u200B"));
        var nobody = new Caller(server.NewClient(), "/v1/operator", "", "");
        var session = await nobody.PostAsync("/auth/login", new { email = "olga@example.com", password = LivecallerServer.Password });
        Assert.Equal(HttpStatusCode.OK, session.Status);
        Assert.Equal("olga@example.com", session.Data.GetProperty("email").GetString());
    }
}
