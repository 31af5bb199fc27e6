using System.Net;
using Livecaller.Server.Hosting;
using Livecaller.Server.Housekeeping;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Livecaller.Server.Widgets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller.Security.Tests.Secrets;

/// <summary>The identity secret of a widget, while a shop's backend goes over to a new one.</summary>
public sealed class SecretRotationTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly SettableWallClock _time = new();

    [Fact]
    public async Task Both_secrets_are_accepted_for_a_day_and_the_old_one_is_refused_exactly_at_the_end()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var olga = await server.OperatorAsync();

        var rotated = await olga.PostAsync("/widgets/shop/rotate-secret");

        Assert.Equal(HttpStatusCode.OK, rotated.Status);
        var secret = rotated.Data.GetProperty("secret").GetString()!;
        var until = rotated.Data.GetProperty("old_valid_until").GetDateTimeOffset();
        Assert.InRange(until - _time.GetUtcNow(), TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        Assert.Equal(until, (await olga.GetAsync("/widgets/shop")).Data.GetProperty("old_secret_valid_until").GetDateTimeOffset());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await LoginAsync(server, LivecallerServer.Secret), await LoginAsync(server, secret)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await LoginAsync(server, "a secret that nobody has given out"));

        _time.Offset += until - _time.GetUtcNow() - TimeSpan.FromSeconds(10);
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(server, LivecallerServer.Secret));
        _time.Offset += TimeSpan.FromSeconds(10);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (await LoginAsync(server, LivecallerServer.Secret), await LoginAsync(server, secret)));
        olga = await server.OperatorAsync();
        Assert.False((await olga.GetAsync("/widgets/shop")).Data.TryGetProperty("old_secret_valid_until", out _));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public async Task The_end_itself_is_too_late(int milliseconds, bool isValid)
    {
        await using var server = await LivecallerServer.StartAsync();
        var until = new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero);
        var secrets = new WidgetSecrets(
            server.Get<KeyRing>(), new StoppedClock(until.AddMilliseconds(milliseconds)), NullLogger<WidgetSecrets>.Instance);

        var row = new WidgetRow { Id = "shop", Name = "Shop", JwtSecret = secrets.Protect("new"), OldJwtSecret = secrets.Protect("old"), OldJwtSecretUntil = until };

        Assert.Equal(isValid ? until : null, secrets.OldValidUntil(row));
    }

    [Fact]
    public async Task A_second_rotation_drops_the_oldest_secret_and_without_an_overlap_the_old_one_too()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var second = await RotateAsync(olga, 720);
        var third = await RotateAsync(olga, 1);

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK, HttpStatusCode.OK),
            (await LoginAsync(server, LivecallerServer.Secret), await LoginAsync(server, second), await LoginAsync(server, third)));
        var fourth = await RotateAsync(olga, 0);

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK),
            (await LoginAsync(server, second), await LoginAsync(server, third), await LoginAsync(server, fourth)));
        Assert.False((await olga.GetAsync("/widgets/shop")).Data.TryGetProperty("old_secret_valid_until", out _));
    }

    [Fact]
    public async Task An_overlap_is_ended_before_its_time()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var secret = await RotateAsync(olga, 24);

        foreach (var _ in (string[])["once", "twice"])
            Assert.Equal(HttpStatusCode.NoContent, (await olga.DeleteAsync("/widgets/shop/old-secret")).Status);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (await LoginAsync(server, LivecallerServer.Secret), await LoginAsync(server, secret)));
        Assert.Equal(HttpStatusCode.NotFound, (await olga.DeleteAsync("/widgets/none/old-secret")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PostAsync("/widgets/none/rotate-secret")).Status);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(721)]
    [InlineData(int.MaxValue)]
    public async Task An_overlap_of_another_length_is_refused_and_changes_nothing(int hours)
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();

        var refused = await olga.PostAsync("/widgets/shop/rotate-secret", new { overlap_hours = hours });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, $"Expected 0 to 720, received {hours}."), (refused.Status, refused.Error("overlap_hours")));
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(server, LivecallerServer.Secret));
    }

    [Fact]
    public async Task A_token_of_the_old_secret_is_still_checked_in_full()
    {
        await using var server = await LivecallerServer.StartAsync();
        await RotateAsync(await server.OperatorAsync(), 24);
        var client = new Caller(server.NewClient(), "/v1/widget", "", "");

        var refused = await client.PostAsync("/auth/login", new { jwt_token = Jwt.Sign(new { sub = "anna", iat = Jwt.Now - 10_000 }) });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.DoesNotContain("signature", refused.Error("jwt_token"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_secret_is_in_a_file_in_plain_text_and_the_old_one_is_deleted_after_its_end()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var secret = await RotateAsync(await server.OperatorAsync(), 1);

        foreach (var file in server.Files())
        {
            var bytes = await ReadAsync(file);
            Assert.False(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) >= 0, file);
            Assert.False(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(LivecallerServer.Secret)) >= 0, file);
        }

        _time.Offset = TimeSpan.FromHours(1);
        foreach (var task in server.App.Services.GetServices<IHousekeepingTask>()) await task.RunAsync(_ct);
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        var row = await db.Widgets.AsNoTracking().SingleAsync(_ct);
        Assert.Equal((null, null), (row.OldJwtSecret, row.OldJwtSecretUntil));
        Assert.Equal(secret, (await server.Get<IWidgetService>().ReadSecretAsync(OperatorCaller.Application, new("shop"), _ct)).Value);
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        return copy.ToArray();
    }

    private static async Task<string> RotateAsync(Caller olga, int hours)
    {
        var rotated = await olga.PostAsync("/widgets/shop/rotate-secret", new { overlap_hours = hours });
        Assert.Equal((HttpStatusCode.OK, hours > 0), (rotated.Status, rotated.Data.TryGetProperty("old_valid_until", out _)));
        return rotated.Data.GetProperty("secret").GetString()!;
    }

    private async Task<HttpStatusCode> LoginAsync(LivecallerServer server, string secret)
    {
        var token = Jwt.Sign(new { sub = "anna", iat = _time.GetUtcNow().ToUnixTimeSeconds() }, secret: secret);
        return (await new Caller(server.NewClient(), "/v1/widget", "", "").PostAsync("/auth/login", new { jwt_token = token })).Status;
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
