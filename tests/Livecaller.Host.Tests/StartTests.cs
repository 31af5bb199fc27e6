using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests;

public sealed partial class StartTests
{
    private const string Password = "a-Long-and-rare-9-phrase";

    [Fact]
    public async Task Each_start_prints_a_link_for_the_first_account_until_somebody_has_used_it()
    {
        await using var host = await LivecallerProcess.StartHostAsync();
        var unused = Printed(host, "Set up:");
        Assert.Equal(new Uri(host.Address, "dashboard"), new(Printed(host, "Dashboard:")));
        Assert.Equal(new Uri(host.Address, "docs"), new(Printed(host, "API:")));
        Assert.Equal("Livecaller is ready", host.Output.Last());

        await host.KillAsync();
        await host.RestartAsync();
        var link = Printed(host, "Set up:");
        Assert.NotEqual(unused, link);
        Assert.Equal(Printed(host, "Widget id:"), await OpenDashboardAsync(host, link));

        await host.KillAsync();
        await host.RestartAsync();
        Assert.DoesNotContain(host.Output, line => line.StartsWith("Set up:", StringComparison.Ordinal));
        Assert.Empty(host.Complaints);
    }

    [Fact]
    public async Task A_first_start_at_an_address_in_use_creates_nothing()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var folder = Directory.CreateTempSubdirectory("livecaller-taken-").FullName;
        var (exitCode, _) = await LivecallerProcess.FailToStartHostAsync(
            $"--urls=http://{other.LocalEndpoint}", $"--Livecaller:DataDirectory={folder}", "--Livecaller:Seed:WidgetId=wrong", "--Livecaller:Seed:OperatorPassword=" + Password);
        Assert.Equal(1, exitCode);

        await using (var host = await LivecallerProcess.StartHostAsync($"--Livecaller:DataDirectory={folder}", "--Livecaller:Seed:WidgetId=right"))
        {
            Assert.Equal("right", Printed(host, "Widget id:"));
            Assert.StartsWith(new Uri(host.Address, "dashboard/setup?token=").AbsoluteUri, Printed(host, "Set up:"), StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_signal_during_the_start_ends_it_and_the_next_start_offers_a_link()
    {
        await using var host = await LivecallerProcess.StopHostDuringItsStartAsync(data => File.Exists(Path.Combine(data, "livecaller.db")));
        Assert.Empty(host.Complaints);

        await host.RestartAsync();

        Assert.Equal(Printed(host, "Widget id:"), await OpenDashboardAsync(host, Printed(host, "Set up:")));
    }

    [Fact]
    public async Task A_login_of_the_settings_is_printed_until_somebody_has_signed_in()
    {
        await using var host = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);
        Assert.Equal(LivecallerProcess.OperatorEmail, Printed(host, "Operator:"));

        using (var http = new HttpClient { BaseAddress = host.Address })
        {
            var login = new { email = LivecallerProcess.OperatorEmail, password = LivecallerProcess.OperatorPassword };
            using var answer = await http.PostAsJsonAsync("v1/operator/auth/login", login, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await host.KillAsync();
        await host.RestartAsync();
        Assert.DoesNotContain(host.Output, line => line.StartsWith("Operator:", StringComparison.Ordinal));
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

    // Creates the first account, and returns the widget that its dashboard shows.
    private static async Task<string> OpenDashboardAsync(LivecallerProcess host, string link)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        var page = await http.GetStringAsync(link, TestContext.Current.CancellationToken);
        using var form = new FormUrlEncodedContent(Hidden().Matches(page).Select(f => KeyValuePair.Create(f.Groups[1].Value, WebUtility.HtmlDecode(f.Groups[2].Value)))
            .Concat([new("name", "Nino"), new("email", "nino@shop.example"), new("password", Password)]));
        using var created = await http.PostAsync("dashboard/setup", form, TestContext.Current.CancellationToken);
        Assert.Equal("/dashboard", created.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, created.StatusCode);

        using var login = await http.PostAsJsonAsync("v1/operator/auth/login", new { email = "nino@shop.example", password = Password }, TestContext.Current.CancellationToken);
        var session = await login.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        http.DefaultRequestHeaders.Authorization = new("Bearer", session!["auth"]!["access_token"]!.GetValue<string>());
        var widgets = await http.GetFromJsonAsync<JsonNode>("v1/operator/widgets", TestContext.Current.CancellationToken);
        return widgets!["data"]![0]!["id"]!.GetValue<string>();
    }

    [GeneratedRegex("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();

    private static string Printed(LivecallerProcess host, string label) =>
        host.Output.Single(line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..].Trim();
}
