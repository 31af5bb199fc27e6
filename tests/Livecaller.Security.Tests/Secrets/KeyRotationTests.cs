using System.Net;
using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Security.Tests.Secrets;

/// <summary>The signing keys were stolen, and are replaced.</summary>
public sealed class KeyRotationTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly string _directory = Directory.CreateTempSubdirectory("livecaller-keys-").FullName;

    public async ValueTask InitializeAsync() => await SeededDirectory.CopyAsync(_directory);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Sessions_and_links_of_before_stay_valid()
    {
        string token, link;
        await using (var server = await LivecallerServer.StartAsync(_directory))
        {
            var visitor = await server.VisitorAsync();
            token = visitor.Token;
            link = (await visitor.UploadAsync("note.txt", "Hello"u8.ToArray())).Data.GetProperty("url").GetString()!;
        }

        Assert.Equal(0, await RotateAsync());
        Assert.Equal(0, await RotateAsync());

        await using (var server = await LivecallerServer.StartAsync(_directory))
        {
            using var client = server.NewClient(token);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/v1/widget/conversations", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(new Uri(link).PathAndQuery, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
            Assert.NotEqual(token.Split('.')[^1], (await server.VisitorAsync()).Token.Split('.')[^1]);
        }
    }

    [Fact]
    public async Task What_an_earlier_key_signs_is_valid_until_its_end()
    {
        string signature;
        await using (var server = await LivecallerServer.StartAsync(_directory, _time)) signature = server.Get<ServerKeys>().Sign("token", "x");
        var app = LivecallerServer.Build(_directory);
        await using (app) ServerKeys.Rotate(app.Services.GetRequiredService<IKeyStore>(), _time.GetUtcNow(), _time.GetUtcNow().AddDays(90));

        await using (var server = await LivecallerServer.StartAsync(_directory, _time))
        {
            var keys = server.Get<ServerKeys>();
            Assert.True(keys.IsSigned("token", "x", signature));
            Assert.NotEqual(signature, keys.Sign("token", "x"));
            _time.Advance(TimeSpan.FromDays(91));
            Assert.False(keys.IsSigned("token", "x", signature));
            Assert.True(keys.IsSigned("token", "x", keys.Sign("token", "x")));
        }
    }

    [Fact]
    public async Task Sessions_and_links_that_stolen_keys_have_signed_can_be_ended_at_once()
    {
        string first, second;
        await using (var server = await LivecallerServer.StartAsync(_directory)) first = server.Get<ServerKeys>().Sign("token", "x");
        Assert.Equal(0, await RotateAsync());
        await using (var server = await LivecallerServer.StartAsync(_directory)) second = server.Get<ServerKeys>().Sign("token", "x");

        Assert.Equal(0, await RotateAsync(endSessions: true));

        await using (var server = await LivecallerServer.StartAsync(_directory))
        {
            var keys = server.Get<ServerKeys>();
            Assert.DoesNotContain([first, second], signature => keys.IsSigned("token", "x", signature));
            using var client = server.NewClient((await server.VisitorAsync()).Token);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/v1/widget/conversations", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    [Fact]
    public async Task Stolen_keys_no_longer_authorize_realtime_channels()
    {
        string key, secret;
        await using (var server = await LivecallerServer.StartAsync(_directory)) (key, secret) = (server.Get<ServerKeys>().AppKey, server.Get<ServerKeys>().AppSecret);

        Assert.Equal(0, await RotateAsync());

        await using (var server = await LivecallerServer.StartAsync(_directory))
        {
            Assert.NotEqual(secret, server.Get<ServerKeys>().AppSecret);
            Assert.Equal(key, server.Get<ServerKeys>().AppKey);
        }
    }

    [Fact]
    public async Task The_keys_of_a_running_server_are_not_replaced()
    {
        await using var server = await LivecallerServer.StartAsync(_directory);
        var keys = await File.ReadAllTextAsync(Path.Combine(_directory, "keys.json"), TestContext.Current.CancellationToken);

        Assert.Equal(1, await RotateAsync());

        Assert.Equal(keys, await File.ReadAllTextAsync(Path.Combine(_directory, "keys.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Where_no_server_has_ever_started_there_are_no_keys_to_replace()
    {
        File.Delete(Path.Combine(_directory, "keys.json"));

        Assert.Equal(1, await RotateAsync());

        Assert.False(File.Exists(Path.Combine(_directory, "keys.json")));
    }

    private async Task<int> RotateAsync(bool endSessions = false) => await LivecallerServer.Build(_directory).RotateLivecallerKeysAsync(endSessions);
}
