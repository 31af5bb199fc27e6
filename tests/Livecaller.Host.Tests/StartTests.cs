using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task The_first_start_prints_a_login_that_works_and_no_later_start_does()
    {
        await using var host = await LivecallerProcess.StartHostAsync();
        var password = Printed(host, "Password:").Split(' ')[0];
        var login = new { email = Printed(host, "Operator:"), password };

        using (var http = new HttpClient { BaseAddress = host.Address })
        {
            var answer = await http.PostAsJsonAsync("v1/operator/auth/login", login, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(new Uri(host.Address, "dashboard"), new(Printed(host, "Dashboard:")));
        Assert.Equal(new Uri(host.Address, "docs"), new(Printed(host, "API:")));
        Assert.Equal("Livecaller is ready", host.Output.Last());
        await host.KillAsync();
        await host.RestartAsync();
        Assert.DoesNotContain(host.Output, line => line.StartsWith("Password:", StringComparison.Ordinal));
        Assert.Empty(host.Complaints);
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var (exitCode, complaints) = await LivecallerProcess.FailToStartHostAsync($"--urls=http://{other.LocalEndpoint}");

        Assert.Equal(1, exitCode);
        Assert.Contains("address already in use", Assert.Single(complaints), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/livecaller")]
    [InlineData("/etc/hostname")]
    public async Task A_data_directory_that_cannot_be_written_is_told_in_one_line(string directory)
    {
        var (exitCode, complaints) = await LivecallerProcess.FailToStartHostAsync($"--Livecaller:DataDirectory={directory}");

        Assert.Equal(1, exitCode);
        Assert.Contains(directory, Assert.Single(complaints), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Livecaller:Limits:MessagePerMinute=5", "Livecaller:Limits:MessagesPerMinute")]
    [InlineData("Livecaller:Colour=red", "Livecaller:")]
    [InlineData("Livecaller:Limits:MessagesPerMinute=many", "Livecaller:Limits:MessagesPerMinute")]
    public async Task A_setting_that_is_unknown_or_of_the_wrong_type_is_told_in_one_line(string setting, string named)
    {
        var (exitCode, complaints) = await LivecallerProcess.FailToStartHostAsync("--" + setting);

        Assert.Equal(1, exitCode);
        Assert.Contains(named, Assert.Single(complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_is_none_is_told_in_one_line()
    {
        var (exitCode, complaints) = await LivecallerProcess.FailToStartHostAsync("--Livecaller:Limits:MessagesPerMinute=-1");

        Assert.Equal(1, exitCode);
        Assert.Contains("MessagesPerMinute", Assert.Single(complaints), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MaxConnections", "many")]
    [InlineData("MaxConnections", "-1")]
    [InlineData("ActivityTimeout", "soon")]
    public async Task A_realtime_setting_that_cannot_be_taken_is_told_in_one_line(string name, string value)
    {
        var (exitCode, complaints) = await LivecallerProcess.FailToStartHostAsync($"--Livecaller:Realtime:{name}={value}");

        Assert.Equal(1, exitCode);
        Assert.Contains($"Livecaller:Realtime:{name}", Assert.Single(complaints), StringComparison.Ordinal);
    }

    private static string Printed(LivecallerProcess host, string label) =>
        host.Output.Single(line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..].Trim();
}
