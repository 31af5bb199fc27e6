using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Users;

public sealed class SignInTests
{
    private const string Channel = "#server-to-user-anna";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_for_a_user_reaches_all_of_their_connections_and_nobody_else()
    {
        await using var host = await PusherHost.StartAsync();
        using var phone = await host.ConnectAsync();
        using var laptop = await host.ConnectAsync();
        using var bert = await host.ConnectAsync();
        await phone.SignInAsync("anna");
        await laptop.SignInAsync("anna");
        await bert.SignInAsync("bert");

        await host.Users.PublishAsync("anna", "hello", """{"n":1}""", Cancelled);

        Assert.Equal(1, (await phone.ExpectAsync("hello", Channel)).GetProperty("n").GetInt32());
        await laptop.ExpectAsync("hello", Channel);
        await bert.ExpectQuietAsync();
    }

    [Fact]
    public async Task Who_has_read_the_answer_to_the_sign_in_misses_no_event()
    {
        await using var host = await PusherHost.StartAsync();
        await Parallel.ForAsync(0, 500, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancelled }, async (i, cancellationToken) =>
        {
            using var client = await host.ConnectAsync();
            await client.SignInAsync($"user-{i}");

            await host.Users.PublishAsync($"user-{i}", "hello", "{}", cancellationToken);

            await client.SayAsync(PusherEventNames.Ping);
            await client.ExpectAsync("hello", $"#server-to-user-user-{i}");
        });
    }

    [Fact]
    public async Task A_client_can_subscribe_to_the_channel_of_its_own_user_only()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.AskSignedAsync(Channel);
        await client.ExpectRefusalAsync(Channel, 401);
        await client.SignInAsync("anna");
        await client.AskAsync("#server-to-user-bert");
        await client.ExpectRefusalAsync("#server-to-user-bert", 401);
        await client.AskAsync(Channel);
        await client.ExpectAsync(PusherEventNames.SubscriptionSucceeded, Channel);

        await host.Users.PublishAsync("anna", "once", "{}", Cancelled);
        await client.ExpectAsync("once", Channel);
        await client.ExpectQuietAsync();
    }

    [Theory]
    [InlineData("test-key:00")]
    [InlineData("")]
    [InlineData("of another socket")]
    public async Task A_forged_sign_in_closes_the_connection_with_4009(string auth)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();
        const string UserData = """{"id":"anna"}""";
        if (auth == "of another socket") auth = PusherSignature.SignUser(PusherHost.Key, PusherHost.Secret, "1.1", UserData);

        await client.AskToSignInAsync(UserData, auth);

        await client.ExpectErrorAndCloseAsync(4009);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":""}""")]
    [InlineData("""{"id":5}""")]
    [InlineData("""{"id":"\ud800"}""")]
    public async Task User_data_without_an_id_is_refused_even_when_signed(string userData)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.AskToSignInAsync(userData);

        await client.ExpectErrorAsync(4300);
        await client.ExpectQuietAsync();
        Assert.Equal(0, host.App.Users.Count);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"auth":5,"user_data":{}}""")]
    [InlineData("""{"auth":"\ud800","user_data":"{}"}""")]
    public async Task A_sign_in_without_its_parts_is_refused(string data)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.SayAsync(PusherEventNames.SignIn, data);

        await client.ExpectErrorAsync(4300);
        await client.ExpectQuietAsync();
    }

    [Fact]
    public async Task A_connection_signs_in_as_one_user()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();
        await client.SignInAsync("anna");

        await client.SignInAsync("anna");
        await client.AskToSignInAsync("""{"id":"bert"}""");
        await client.ExpectErrorAsync(4300);

        await host.Users.PublishAsync("bert", "hello", "{}", Cancelled);
        await client.ExpectQuietAsync();
    }

    [Fact]
    public async Task The_connections_of_a_user_can_be_terminated()
    {
        await using var host = await PusherHost.StartAsync();
        using var phone = await host.ConnectAsync();
        using var laptop = await host.ConnectAsync();
        using var bert = await host.ConnectAsync();
        await phone.SignInAsync("anna");
        await laptop.SignInAsync("anna");
        await bert.SignInAsync("bert");

        await host.Users.TerminateConnectionsAsync("anna", Cancelled);

        await phone.ExpectErrorAndCloseAsync(4009);
        await laptop.ExpectErrorAndCloseAsync(4009);
        await bert.ExpectQuietAsync();
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await host.Users.PublishAsync("bert", "pusher_internal:terminate_connections", "{}", Cancelled));
    }

    [Fact]
    public async Task A_user_is_signed_out_with_their_last_connection()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();
        await client.SignInAsync("anna", "bert");

        await client.HangUpAsync();

        await Eventually.IsTrueAsync(() => host.App.Users.Count == 0);
    }

    [Fact]
    public async Task A_signed_in_socket_counts_as_authorized()
    {
        await using var host = await PusherHost.StartAsync(o => o.UnauthorizedTimeout = TimeSpan.FromSeconds(30));
        using var client = await host.ConnectAsync();
        await client.SignInAsync("anna");
        await client.ExpectQuietAsync();

        host.Time.Advance(TimeSpan.FromSeconds(60));

        await client.ExpectQuietAsync();
    }
}
