using Bunit;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Dashboard.Tests.Shell;

/// <summary>A dashboard that is open when its operator is signed out, or may no longer do what the page shows.</summary>
public sealed class SessionEndTests : DashboardContext
{
    [Fact]
    public async Task Signing_out_elsewhere_ends_the_open_page_at_once()
    {
        var app = Open("widget");

        await EndAsync(OperatorSessionEnd.SignedOut);

        AssertEnded(app, "You signed out in another tab.");
    }

    [Fact]
    public async Task A_session_that_is_revoked_in_the_list_ends_its_pages()
    {
        var app = Open();

        await EndAsync(OperatorSessionEnd.Revoked);

        AssertEnded(app, "This session was ended from your list of sessions.");
    }

    [Fact]
    public async Task A_changed_password_ends_the_open_page_at_once()
    {
        var app = Open();

        await Desk.ChangeAccountAsync(DashboardOperatorStub.Nino, (accounts, nino) => accounts.ChangePasswordAsync(nino, "Correct-horse-7", "Another-horse-8"));

        AssertEnded(app, "The password or another part of your sign-in was changed.");
    }

    [Fact]
    public async Task A_role_that_is_taken_away_ends_the_open_page_at_once()
    {
        var app = Open("widget");

        await Desk.ChangeAccountAsync(DashboardOperatorStub.Nino, (accounts, nino) => accounts.RemoveFromRoleAsync(nino, LivecallerRoles.Owner));

        AssertEnded(app, "Your role was changed.");
    }

    [Fact]
    public async Task A_lock_by_an_administrator_ends_the_open_page_at_once()
    {
        var app = Open();

        await Desk.ChangeAccountAsync(DashboardOperatorStub.Nino, (accounts, nino) => accounts.SetLockoutEndDateAsync(nino, DateTimeOffset.MaxValue));

        AssertEnded(app, "An administrator locked your account.");
    }

    [Fact]
    public async Task A_deleted_account_ends_the_open_page_at_once()
    {
        var app = Open();

        await Desk.ChangeAccountAsync(DashboardOperatorStub.Nino, (accounts, nino) => accounts.DeleteAsync(nino));

        AssertEnded(app, "Your account no longer exists.");
    }

    [Fact]
    public async Task What_another_process_changes_ends_the_open_page_within_thirty_seconds()
    {
        var app = Open();
        await ReadAsync(db => db.Users.ExecuteUpdateAsync(u => u.SetProperty(r => r.SecurityStamp, "changed elsewhere")));

        Time.Advance(TimeSpan.FromSeconds(30));

        AssertEnded(app, "The password or another part of your sign-in was changed.");
    }

    [Fact]
    public async Task What_another_process_changes_ends_the_open_page_with_its_next_call()
    {
        var app = Open();
        await ReadAsync(db => db.Users.ExecuteUpdateAsync(u => u.SetProperty(r => r.SecurityStamp, "changed elsewhere")));

        app.Find("[role=tab][aria-selected=false]").Click();

        AssertEnded(app, "The password or another part of your sign-in was changed.");
    }

    [Fact]
    public async Task A_role_that_another_process_has_removed_changes_and_reveals_nothing_more()
    {
        var app = Open("widget");
        await ReadAsync(db => db.UserRoles.ExecuteDeleteAsync());

        app.WaitForElement("[data-lc-reveal]").Click();
        app.WaitForElement("[data-lc-origins]").Input("https://evil.example");
        app.WaitForElement(".lc-card form").Submit();

        app.WaitForAssertion(() => Assert.Equal("The role operator doesn't have the permission widgets.secrets.", app.Find("[role=alert]").TextContent.Trim()));
        Assert.DoesNotContain(TestServer.Secret, app.Markup, StringComparison.Ordinal);
        Assert.Equal(["https://shop.example"], Desk.Widget.AllowedOrigins);
    }

    [Fact]
    public async Task An_open_page_keeps_its_session_in_use_until_its_longest_life()
    {
        var app = Open();

        for (var hours = 6; hours < 7 * 24; hours += 6)
        {
            Time.Advance(TimeSpan.FromHours(6));
            await SeenNowAsync();
        }

        Assert.Empty(app.FindAll("[data-lc-session-ended]"));
        Time.Advance(TimeSpan.FromHours(6));
        AssertEnded(app, "Your session has expired.");
    }

    [Fact]
    public async Task A_page_whose_session_ended_before_its_circuit_began_shows_nothing_else()
    {
        var session = Desk.SignIn(DashboardOperatorStub.Nino, LivecallerRoles.Owner);
        await Desk.CallAsync((OperatorSessions sessions) => sessions.EndAsync(
            Guid.Parse(DashboardOperatorStub.Nino.Id), session, OperatorSessionEnd.SignedOut, Xunit.TestContext.Current.CancellationToken));

        var app = Render<DashboardApp>(parameters => parameters.Add(a => a.Operator, DashboardOperatorStub.Nino.Signed(session: session)));

        AssertEnded(app, "You signed out in another tab.");
        Assert.Equal(0, Desk.Operators.ListCalls);
    }

    [Fact]
    public async Task After_the_end_nothing_of_the_conversations_reaches_the_circuit()
    {
        var conversation = Desk.Start("Ana", "first words");
        var app = OpenOn(conversation.Id);
        Assert.NotEqual(0, Desk.Feed.Listeners);

        await EndAsync(OperatorSessionEnd.SignedOut);

        AssertEnded(app, "You signed out");
        Assert.Equal(0, Desk.Feed.Listeners);
        Assert.DoesNotContain("first words", app.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_leads_back_to_where_the_operator_was()
    {
        var app = Open("widget");

        await EndAsync(OperatorSessionEnd.SignedOut);

        AssertEnded(app, "You signed out");
        Assert.Equal("/widget", app.Find("input[name=returnUrl]").GetAttribute("value"));
    }

    private async Task SeenNowAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await ReadAsync(db => db.OperatorSessions.Select(s => s.LastSeenAt).SingleAsync(patience.Token)) != Time.GetUtcNow())
            await Task.Yield();
    }

    private Task<bool> EndAsync(OperatorSessionEnd reason) => Desk.CallAsync((OperatorSessions sessions) => sessions.EndAsync(
        Guid.Parse(DashboardOperatorStub.Nino.Id), Session, reason, Xunit.TestContext.Current.CancellationToken));

    private Task<T> ReadAsync<T>(Func<LivecallerDbContext, Task<T>> use) => Desk.CallAsync(async (IDbContextFactory<LivecallerDbContext> contexts) =>
    {
        await using var db = await contexts.CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        return await use(db);
    });

    private static void AssertEnded(IRenderedComponent<DashboardApp> app, string reason)
    {
        var page = app.WaitForElement("[data-lc-session-ended]");
        Assert.Contains(reason, page.TextContent, StringComparison.Ordinal);
        Assert.Empty(app.FindAll(".lc-app"));
    }
}
