using System.Globalization;
using System.Reflection;
using Livecaller.Realtime;
using Livecaller.Server.Hosting;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Tests.Issues;

public sealed class RealtimeSettingsTests : IDisposable
{
    private const string Section = "Livecaller:Realtime:";
    private readonly string _directory = Directory.CreateTempSubdirectory("livecaller-realtime").FullName;

    [Fact]
    public async Task Every_option_of_the_realtime_server_can_be_configured()
    {
        // The chat has one application, for which lists make no sense.
        var properties = typeof(PusherOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).ToArray();
        var expected = properties.ToDictionary(p => p.Name, p => Other(p.GetValue(new LivecallerServerOptions().Realtime)));
        await using var server = await LivecallerServer.StartAsync(null, [.. expected.Select(p => (Section + p.Key, Text(p.Value)))]);

        var options = server.Get<IOptions<PusherOptions>>().Value;

        Assert.Equal(expected, properties.ToDictionary(p => p.Name, p => p.GetValue(options)!));
    }

    [Fact]
    public async Task The_limits_that_are_configured_are_the_limits_that_hold()
    {
        await using var server = await LivecallerServer.StartAsync(null, (Section + "MaxConnections", "1"), (Section + "ActivityTimeout", "33"));
        Assert.Equal(TimeSpan.FromSeconds(33), server.Get<IOptions<PusherOptions>>().Value.ActivityTimeout);
        await using var first = await PusherSocket.ConnectAsync(server);
        await using var second = new PusherSocket();

        await second.OpenAsync(server);

        Assert.Equal(4004, await second.ReadCloseAsync());
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("00:02:00", 120)]
    [InlineData("1", 1)]
    [InlineData("1.00:00:00", 86_400)]
    public async Task A_time_is_written_as_seconds_or_as_hours_minutes_and_seconds(string text, int seconds)
    {
        await using var server = await LivecallerServer.StartAsync(null, (Section + "PongTimeout", text));
        Assert.Equal(TimeSpan.FromSeconds(seconds), server.Get<IOptions<PusherOptions>>().Value.PongTimeout);
    }

    [Theory]
    [InlineData("MaxConnections", "many")]
    [InlineData("MaxConnections", "-1")]
    [InlineData("MaxConnections", "1.5")]
    [InlineData("MaxConnections", "")]
    [InlineData("MaxConnections", "99999999999999999999")]
    [InlineData("MaxFrameBytes", "1")]
    [InlineData("MaxClientEventsPerSecond", "-1")]
    [InlineData("ActivityTimeout", "soon")]
    [InlineData("ActivityTimeout", "0")]
    [InlineData("ActivityTimeout", "-5")]
    [InlineData("ActivityTimeout", "86401")]
    [InlineData("PongTimeout", "2.00:00:00")]
    [InlineData("CloseTimeout", "99999999999999999999")]
    [InlineData("AppKey", "a key/with more")]
    public async Task A_value_that_cannot_be_taken_stops_the_start_with_one_line_that_names_it(string name, string value)
    {
        await using var app = LivecallerServer.Build(Path.Combine(_directory, "data"), (Section + name, value));

        var fault = await Assert.ThrowsAsync<LivecallerStartupException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(Section + name, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private static object Other(object? value) => value switch
    {
        int number => number + 1024,
        bool flag => !flag,
        TimeSpan time => time + TimeSpan.FromSeconds(7),
        _ => "other-text",
    };

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
