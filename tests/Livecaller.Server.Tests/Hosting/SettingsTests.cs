using Livecaller.Realtime;
using Livecaller.Server.Hosting;
using Livecaller.Server.Mail;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Tests.Hosting;

/// <summary>A setting that does not exist, or is not what it must be, stops the start with one line.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("livecaller-settings").FullName;

    [Theory]
    [InlineData("Livecaller:Limits:LoginPerMinute", "Livecaller:Limits:LoginsPerMinute")]
    [InlineData("Livecaller:Limit:LoginsPerMinute", "Livecaller:Limits:LoginsPerMinute")]
    [InlineData("Livecaller:LoginsPerMinute", "Livecaller:Limits:LoginsPerMinute")]
    [InlineData("Livecaller:DataDir", "Livecaller:DataDirectory")]
    [InlineData("Livecaller:Data_Directory", "Livecaller:DataDirectory")]
    [InlineData("Livecaller:PublicUri", "Livecaller:PublicUrl")]
    [InlineData("Livecaller:Realtime:ActivityTimeouts", "Livecaller:Realtime:ActivityTimeout")]
    [InlineData("Livecaller:Directory", "Livecaller:DataDirectory")]
    [InlineData("Livecaller:Mail:Username", "Livecaller:Mail:User")]
    public async Task An_unknown_setting_names_the_nearest_known_one(string setting, string nearest)
    {
        var fault = await FaultAsync((setting, "7"));

        Assert.Equal($"{setting} is not a known setting. Did you mean {nearest}?", fault);
    }

    [Theory]
    [InlineData("Livecaller:Limits", "5", "Livecaller:Limits must be a section, not a value.")]
    [InlineData("Livecaller:Seed:AllowedOrigins:0", "https://shop.example", "Livecaller:Seed:AllowedOrigins must be one value, not a list or a section.")]
    [InlineData("Livecaller:Redis:Host", "redis:6379", "Livecaller:Redis must be one value, not a list or a section.")]
    [InlineData("Livecaller:Redis:0", "redis:6379", "Livecaller:Redis must be one value, not a list or a section.")]
    [InlineData("Livecaller:Database:Kind", "sqlite", "Livecaller:Database must be one value, not a list or a section.")]
    [InlineData("Livecaller", "on", "Livecaller must be a section, not a value.")]
    [InlineData("Livecaller:Limits:LoginsPerMinute", "0", "Livecaller:Limits:LoginsPerMinute is 0; it must be at least 1.")]
    [InlineData("Livecaller:Limits:MaxAttachmentBytes", "-5", "Livecaller:Limits:MaxAttachmentBytes is -5; it must be at least 1.")]
    [InlineData("Livecaller:Mail:Port", "70000", "Livecaller:Mail:Port is 70000; it must be from 1 to 65535.")]
    [InlineData("Livecaller:Retention:Sessions", "-1", "Livecaller:Retention:Sessions is -1.00:00:00; it must not be negative.")]
    [InlineData("Livecaller:PublicUrl", "shop.example", "Livecaller:PublicUrl is 'shop.example'; it must be an address like https://shop.example or https://shop.example/chat.")]
    [InlineData("Livecaller:PublicUrl", "ftp://shop.example", "Livecaller:PublicUrl is 'ftp://shop.example'; it must be an address like https://shop.example or https://shop.example/chat.")]
    [InlineData("Livecaller:PublicUrl", "https://shop.example/?a=b", "Livecaller:PublicUrl is 'https://shop.example/?a=b'; it must be an address like https://shop.example or https://shop.example/chat.")]
    [InlineData("Livecaller:TrustedProxies", "10.0.0.7, proxy", "Livecaller:TrustedProxies has 'proxy'; expected addresses and networks like 10.0.0.7 or 172.16.0.0/12, separated by commas.")]
    [InlineData("Livecaller:TrustedProxies", "10.0", "Livecaller:TrustedProxies has '10.0'; expected addresses and networks like 10.0.0.7 or 172.16.0.0/12, separated by commas.")]
    [InlineData("Livecaller:TrustedProxies", "10.0.0.0/33", "Livecaller:TrustedProxies has '10.0.0.0/33'; expected addresses and networks like 10.0.0.7 or 172.16.0.0/12, separated by commas.")]
    public async Task A_value_that_cannot_be_taken_is_told_in_one_line(string setting, string value, string expected) =>
        Assert.Equal(expected, await FaultAsync((setting, value)));

    [Theory]
    [InlineData("Livecaller:Limits:LoginsPerMinute", "many")]
    [InlineData("Livecaller:Limits:MaxAttachmentBytes", "20 MB")]
    [InlineData("Livecaller:Mail:UseTls", "perhaps")]
    [InlineData("Livecaller:Retention:Sessions", "a month")]
    [InlineData("Livecaller:Realtime:PublicChannels", "2")]
    public async Task A_value_of_the_wrong_type_is_told_in_one_line(string setting, string value)
    {
        var fault = await FaultAsync((setting, value));

        Assert.Contains(setting, fault, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault);
    }

    [Fact]
    public async Task A_host_for_mail_needs_a_sender() =>
        Assert.Equal("Livecaller:Mail:From must be an e-mail address such as chat@shop.example.", await FaultAsync(("Livecaller:Mail:Host", "mail.example")));

    [Fact]
    public async Task Several_faults_are_told_together_in_one_line()
    {
        var fault = await FaultAsync(("Livecaller:Limits:TypingPerMinute", "0"), ("Livecaller:Limits:Typing", "0"));

        Assert.Contains("TypingPerMinute is 0", fault, StringComparison.Ordinal);
        Assert.Contains("Livecaller:Limits:Typing is not a known setting", fault, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault);
    }

    [Theory]
    [InlineData("livecaller:limits:LOGINSPERMINUTE", "7")]
    [InlineData("Livecaller:PublicUrl", "")]
    [InlineData("Livecaller:Seed", null)]
    public async Task What_configuration_sources_write_differently_is_taken(string setting, string? value)
    {
        await using var app = LivecallerServer.Build(_directory, (setting, value!));

        await app.StartAsync(TestContext.Current.CancellationToken);

        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Every_option_is_a_known_setting()
    {
        IEnumerable<string> Of(Type type, string section) => type.GetProperties().Where(p => p.CanWrite).Select(p => section + p.Name);
        string[] nested = ["Seed", "Operators", "OperatorSessions", "OpenIdConnect", "Mail", "Retention", "Limits", "Realtime", "S3"];

        var options = Of(typeof(LivecallerServerOptions), "").Except(nested)
            .Concat(Of(typeof(SeedOptions), "Seed:")).Concat(Of(typeof(OperatorOptions), "Operators:"))
            .Concat(Of(typeof(OperatorSessionOptions), "OperatorSessions:")).Concat(Of(typeof(OperatorOpenIdConnectOptions), "OpenIdConnect:"))
            .Concat(Of(typeof(MailOptions), "Mail:")).Concat(Of(typeof(RetentionOptions), "Retention:"))
            .Concat(Of(typeof(LivecallerLimits), "Limits:")).Concat(Of(typeof(PusherOptions), "Realtime:"))
            .Concat(Of(typeof(S3Options), "S3:"));

        Assert.Equal(options.Order(), KnownSettings.All.Order());
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<string> FaultAsync(params (string Key, string Value)[] settings)
    {
        await using var app = LivecallerServer.Build(_directory, settings);
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.True(fault is LivecallerStartupException or OptionsValidationException, fault.ToString());
        return fault.Message;
    }
}
