using System.Net;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Connection;

/// <summary>The clock stands still here: what is retried was not waiting for its delay.</summary>
public sealed class RetriesAtOnceTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Channel_is_authorized_again_when_the_network_is_back()
    {
        await using var chat = await Chat.StartAsync();
        chat.Server.Intercept = (request, _) => Task.FromResult(
            request.RequestUri!.AbsolutePath.EndsWith("/broadcasting/auth", StringComparison.Ordinal)
                ? WidgetServer.Problem(HttpStatusCode.ServiceUnavailable, "starting") : null);
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var socket = await chat.ConnectAsync(0);
        await Wait.UntilAsync(() => chat.Server.Count("/broadcasting/auth") > 0, "the first attempt");

        chat.Server.Intercept = null;
        chat.Client.NotifyNetworkChanged();

        _ = socket.AcceptEverythingAsync();
        await Wait.UntilAsync(() => socket.Channels.Any(c => c.StartsWith("private-visitor.", StringComparison.Ordinal)), "the subscription");
    }

    [Fact]
    public async Task Channel_is_authorized_again_when_the_visitor_signs_in_again()
    {
        await using var chat = await Chat.StartAsync();
        chat.Server.Intercept = (request, _) => Task.FromResult(
            request.RequestUri!.AbsolutePath.EndsWith("/broadcasting/auth", StringComparison.Ordinal)
                ? WidgetServer.Problem(HttpStatusCode.ServiceUnavailable, "starting") : null);
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var socket = await chat.ConnectAsync(0);
        await Wait.UntilAsync(() => chat.Server.Count("/broadcasting/auth") > 0, "the first attempt");

        chat.Server.Intercept = null;
        await chat.Client.UserLoginAsync("ann", _ct);

        _ = socket.AcceptEverythingAsync();
        await Wait.UntilAsync(() => socket.Channels.Any(c => c.StartsWith("private-visitor.", StringComparison.Ordinal)), "the subscription");
    }
}
