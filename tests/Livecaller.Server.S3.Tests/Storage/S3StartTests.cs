using Livecaller.Server.Hosting;
using Livecaller.Server.S3.Tests.Support;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.S3.Tests.Storage;

public sealed class S3StartTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("livecaller-s3-start-").FullName;

    [Theory]
    [InlineData("Bucket", "another", "Livecaller:S3:Bucket 'another' does not exist")]
    [InlineData("AccessKey", "AKIAOTHER", "does not know Livecaller:S3:AccessKey")]
    [InlineData("SecretKey", "wrong", "Livecaller:S3:SecretKey or Region is wrong")]
    [InlineData("Endpoint", "http://127.0.0.1:1", "cannot be reached")]
    public async Task A_wrong_setting_ends_the_start_with_one_line_that_names_it(string setting, string value, string expected)
    {
        var s3 = await S3Server.SharedAsync;
        var fault = await Assert.ThrowsAsync<LivecallerStartupException>(() => StartAsync(s3, options =>
        {
            if (setting == "Bucket") options.Bucket = value;
            if (setting == "AccessKey") options.AccessKey = value;
            if (setting == "SecretKey") options.SecretKey = value;
            if (setting == "Endpoint") options.Endpoint = new Uri(value);
        }));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public async Task A_key_that_may_only_read_ends_the_start()
    {
        await using var s3 = await S3Server.StartAsync();
        s3.Fault = request => request.Method == "PUT" ? new S3Fault(403, "AccessDenied") : null;
        var fault = await Assert.ThrowsAsync<LivecallerStartupException>(() => StartAsync(s3));
        Assert.Contains("is not allowed to list, read, write and delete", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_starts_while_S3_is_overloaded()
    {
        await using var s3 = await S3Server.StartAsync();
        s3.Fault = _ => new S3Fault(503, "SlowDown");
        await using var server = await StartAsync(s3);
        using var client = server.NewClient();
        Assert.Equal("Degraded", await client.GetStringAsync("/health/ready", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Livecaller:S3:Bucket is missing; expected the name of a bucket.")]
    [InlineData("Livecaller:S3:Endpoint is 's3.example'; it must be an address like https://s3.example.")]
    [InlineData("Livecaller:S3:AccessKey and SecretKey must be set together, or neither of them.")]
    [InlineData("Livecaller:S3:Prefix is '/chat'; it must be text like livecaller/, without a slash at its beginning.")]
    public void Settings_that_cannot_be_right_are_named(string expected)
    {
        var options = new LivecallerServerOptions { S3 = new() { Bucket = " ", Endpoint = new Uri("s3.example", UriKind.Relative), AccessKey = "a", Prefix = "/chat" } };
        Assert.Contains(expected, new S3OptionsValidator().Validate(null, options).Failures!);
    }

    [Fact]
    public async Task Objects_of_another_installation_are_left_alone()
    {
        await using var s3 = await S3Server.StartAsync();
        s3.Put(S3Node.Prefix + "livecaller-installation", "another"u8.ToArray());
        var theirs = S3Node.Prefix + Caller.NewId();
        s3.Put(theirs, [1]);
        await using (await StartAsync(s3))
        {
            // The first start has a new database.
        }

        var log = new LogLines();
        await using var server = await StartAsync(s3, log: log);
        await log.WaitForAsync("are those of another installation");
        Assert.Contains(theirs, s3.Names);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private Task<LivecallerServer> StartAsync(S3Server s3, Action<S3Options>? configure = null, LogLines? log = null) => LivecallerServer.StartAsync(_directory, builder =>
    {
        TestFiles.Use(builder, s3, S3Node.Prefix);
        if (configure is not null) builder.Services.UseS3(configure);
        if (log is not null) builder.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(log);
    });
}
