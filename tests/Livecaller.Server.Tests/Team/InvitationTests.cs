using System.Net;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Team;

/// <summary>An operator is invited, and sets a password with the link.</summary>
public sealed class InvitationTests
{
    private const string Anna = "anna@example.com";
    private const string NewPassword = "violet harbour ladder";

    [Fact]
    public async Task An_invited_operator_sets_name_and_password_and_signs_in_with_the_role()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();

        var invited = await InviteAsync(olga);
        Assert.Equal(HttpStatusCode.Created, invited.Status);
        Assert.Equal((Anna, "supervisor", false), (invited.Data.GetProperty("email").GetString(), invited.Data.GetProperty("role").GetString(), invited.Data.GetProperty("is_disabled").GetBoolean()));
        Assert.NotEqual(default, invited.Data.GetProperty("invitation_expires_at").GetDateTimeOffset());
        Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync(server)).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await AcceptAsync(server, TokenOf(invited), name: "Anna K.")).Status);
        var login = await LoginAsync(server);
        Assert.Equal(("Anna K.", "supervisor"), (login.Data.GetProperty("name").GetString(), login.Data.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task An_invitation_is_accepted_once_also_by_two_at_the_same_time()
    {
        await using var server = await LivecallerServer.StartAsync();
        var token = TokenOf(await InviteAsync(await server.OperatorAsync()));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AcceptAsync(server, token)));

        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.Gone, HttpStatusCode.Gone, HttpStatusCode.Gone], answers.Select(a => a.Status).Order());
    }

    [Fact]
    public async Task An_invitation_that_is_renewed_withdrawn_or_expired_is_gone()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await LivecallerServer.StartAtAsync(time, ("Livecaller:Operators:InvitationLifetime", "1.00:00:00"), ("Livecaller:OperatorSessions:IdleTimeout", "3.00:00:00"));
        var olga = await server.OperatorAsync();
        var invited = await InviteAsync(olga);
        var address = $"/operators/{invited.Data.GetProperty("id").GetString()}/invitation";

        var renewed = await olga.PostAsync(address);
        Assert.Equal(HttpStatusCode.Gone, (await AcceptAsync(server, TokenOf(invited))).Status);
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Gone, (await AcceptAsync(server, renewed.Data.GetProperty("token").GetString()!)).Status);
        var last = await olga.PostAsync(address);
        Assert.Equal(HttpStatusCode.NoContent, (await olga.DeleteAsync(address)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await AcceptAsync(server, last.Data.GetProperty("token").GetString()!)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.DeleteAsync(address)).Status);
        // The address is free again.
        Assert.Equal(HttpStatusCode.Created, (await InviteAsync(olga)).Status);
    }

    [Fact]
    public async Task An_accepted_invitation_can_be_neither_renewed_nor_withdrawn()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var invited = await InviteAsync(olga);
        await AcceptAsync(server, TokenOf(invited));
        var address = $"/operators/{invited.Data.GetProperty("id").GetString()}/invitation";

        Assert.Equal(HttpStatusCode.Conflict, (await olga.PostAsync(address)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await olga.DeleteAsync(address)).Status);
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(server)).Status);
    }

    [Theory]
    [InlineData("not an address", "Anna", "operator", "email")]
    [InlineData("", "Anna", "operator", "email")]
    [InlineData("anna@example.com\nBcc: all@example.com", "Anna", "operator", "email")]
    [InlineData(Anna, " ", "operator", "name")]
    [InlineData(Anna, "two\nlines", "operator", "name")]
    [InlineData(Anna, "Anna", "god", "role")]
    [InlineData(Anna, "Anna", "", "role")]
    public async Task A_bad_invitation_says_what_is_wrong(string email, string name, string role, string field)
    {
        await using var server = await LivecallerServer.StartAsync();

        var answer = await (await server.OperatorAsync()).PostAsync("/operators", new { email, name, role });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.Error(field));
    }

    [Fact]
    public async Task An_address_is_invited_once_in_any_spelling()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();

        Assert.Equal(HttpStatusCode.Conflict, (await olga.PostAsync("/operators", new { email = " OLGA@Example.com ", name = "Olga", role = "operator" })).Status);
        Assert.Equal("department_ids", (await olga.PostAsync("/operators", new { email = Anna, name = "Anna", role = "operator", department_ids = (string[])["nowhere"] })).Body.GetProperty("errors").EnumerateObject().Single().Name);
        Assert.Equal(1, (await olga.GetAsync("/operators")).Data.GetArrayLength());
    }

    [Theory]
    [InlineData("short")]
    [InlineData("passwordpassword")]
    [InlineData(null)]
    public async Task A_weak_password_leaves_the_invitation_open(string? password)
    {
        await using var server = await LivecallerServer.StartAsync();
        var token = TokenOf(await InviteAsync(await server.OperatorAsync()));

        Assert.NotEmpty((await AcceptAsync(server, token, password)).Error("password"));
        Assert.Equal(HttpStatusCode.NoContent, (await AcceptAsync(server, token)).Status);
    }

    [Fact]
    public async Task Only_an_owner_invites_an_owner()
    {
        await using var server = await LivecallerServer.StartAsync();
        var admin = await server.NewOperatorAsync("ivan", LivecallerRoles.Administrator);

        Assert.Equal(HttpStatusCode.Forbidden, (await InviteAsync(admin, "owner")).Status);
        Assert.Equal(HttpStatusCode.Created, (await InviteAsync(admin, "administrator")).Status);
    }

    private static Task<Answer> InviteAsync(Caller who, string role = "supervisor") => who.PostAsync("/operators", new { email = Anna, name = "Anna", role });

    private static string TokenOf(Answer invited) => invited.Body.GetProperty("invitation").GetProperty("token").GetString()!;

    private static Task<Answer> AcceptAsync(LivecallerServer server, string token, string? password = NewPassword, string? name = null) =>
        new Caller(server.NewClient(), "/v1/operator", "", "").PostAsync("/auth/invitation", new { token, password, name });

    private static Task<Answer> LoginAsync(LivecallerServer server) =>
        new Caller(server.NewClient(), "/v1/operator", "", "").PostAsync("/auth/login", new { email = Anna, password = NewPassword });
}
