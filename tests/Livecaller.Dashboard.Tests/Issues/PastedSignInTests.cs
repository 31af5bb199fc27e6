using System.Net;
using Livecaller.Dashboard.Tests.Hosting;

namespace Livecaller.Dashboard.Tests.Issues;

/// <summary>The address that an operator signs in with, pasted.</summary>
public sealed class PastedSignInTests
{
    [Theory]
    [InlineData("\u200B" + DashboardHost.Email)]
    [InlineData("<" + DashboardHost.Email + ">\u00A0")]
    public async Task An_operator_signs_in_with_an_address_that_was_pasted(string email)
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();
        using var answer = await browser.SignInAsync(email: email);
        Assert.Equal((HttpStatusCode.Redirect, "/dashboard"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }
}
