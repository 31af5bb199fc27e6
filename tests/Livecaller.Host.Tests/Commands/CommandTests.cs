using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Commands;

/// <summary>The Host's commands, most of them beside a server that runs on the same data.</summary>
public sealed class CommandTests(RunningHost running) : IClassFixture<RunningHost>
{
    private LivecallerProcess Host => running.Process;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("nonsense", "nonsense")]
    [InlineData("operator", "Required command")]
    [InlineData("operator add", "email")]
    [InlineData("widget list --json", "--json")]
    [InlineData("rotate-keys now", "now")]
    [InlineData("--urls", "--urls needs a value.")]
    [InlineData("operator list --Livecaller:Colour=red", "Livecaller:Colour")]
    public async Task What_is_unknown_is_refused_and_nothing_starts(string line, string named)
    {
        var (exitCode, output, complaints) = await Host.RunCommandAsync(line.Split(' '));

        Assert.Equal(1, exitCode);
        Assert.Contains(named, complaints, StringComparison.Ordinal);
        Assert.DoesNotContain("Livecaller is ready", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "rotate-keys")]
    [InlineData("operator --help", "reset-password")]
    [InlineData("backup --help", "ZIP file")]
    public async Task Help_is_printed_instead_of_a_start(string line, string named)
    {
        var (exitCode, output, complaints) = await Host.RunCommandAsync(line.Split(' '));

        Assert.Equal((0, ""), (exitCode, complaints));
        Assert.Contains(named, output, StringComparison.Ordinal);
        Assert.DoesNotContain("Livecaller is ready", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_who_was_added_signs_in_at_once()
    {
        var (exitCode, output, _) = await Host.RunCommandAsync("operator", "add", "Anna.L@Shop.example", "--name", "Anna", "--administrator");
        Assert.Equal(0, exitCode);

        var session = await LoginAsync("anna.l@shop.example", PasswordIn(output));

        Assert.Equal("Anna", (string?)session["data"]!["name"]);
        Assert.Equal("administrator", (string?)session["data"]!["role"]);
        var (_, list, _) = await Host.RunCommandAsync("operator", "list");
        Assert.Contains(list.Split('\n'), l => l.StartsWith("anna.l@shop.example", StringComparison.OrdinalIgnoreCase) && l.Contains("administrator  active", StringComparison.Ordinal));
        await IsRefusedAsync("already", "operator", "add", "anna.L@shop.example");
    }

    [Fact]
    public async Task A_password_from_a_file_has_to_follow_the_rules()
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        try
        {
            await File.WriteAllTextAsync(file, "short\n", Cancelled);
            await IsRefusedAsync("at least 12 characters", "operator", "add", "file@shop.example", "--password-file", file);
            await File.WriteAllTextAsync(file, "Ten green bottles 7\nsecond line\n", Cancelled);
            var (exitCode, output, _) = await Host.RunCommandAsync("operator", "add", "file@shop.example", "--password-file", file);

            Assert.Equal(0, exitCode);
            Assert.DoesNotContain("Password", output, StringComparison.Ordinal);
            await LoginAsync("file@shop.example", "Ten green bottles 7");
        }
        finally
        {
            File.Delete(file);
        }

        await IsRefusedAsync("cannot be read", "operator", "add", "file2@shop.example", "--password-file", file);
    }

    [Fact]
    public async Task Another_password_ends_the_sessions_of_the_old_one()
    {
        var (_, added, _) = await Host.RunCommandAsync("operator", "add", "reset@shop.example");
        var session = await LoginAsync("reset@shop.example", PasswordIn(added));
        using var http = new HttpClient { BaseAddress = Host.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)session["auth"]!["access_token"]);

        var (_, reset, _) = await Host.RunCommandAsync("operator", "reset-password", "reset@shop.example");

        using var call = await http.GetAsync("v1/operator/conversations", Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, call.StatusCode);
        await LoginAsync("reset@shop.example", PasswordIn(reset));
        await IsRefusedAsync("no operator", "operator", "reset-password", "nobody@shop.example");
    }

    [Fact]
    public async Task A_lost_second_factor_is_removed_for_an_operator_who_exists()
    {
        var (exitCode, output, complaints) = await Host.RunCommandAsync("operator", "reset-second-factor", LivecallerProcess.OperatorEmail.ToUpperInvariant());

        Assert.Equal((0, ""), (exitCode, complaints));
        Assert.Contains($"The second factor of {LivecallerProcess.OperatorEmail} is reset.", output, StringComparison.OrdinalIgnoreCase);
        await IsRefusedAsync("no operator", "operator", "reset-second-factor", "nobody@shop.example");
    }

    [Fact]
    public async Task A_widget_is_added_and_its_secret_replaced()
    {
        var (_, added, _) = await Host.RunCommandAsync("widget", "add", "Spare parts", "--origin", "https://parts.example", "--origin", "https://Müller.example");
        var id = added.Split('\n')[0]["Widget id:".Length..].Trim();

        using (await Api.LoginAsync(Host.Address, id))
        {
            var (_, list, _) = await Host.RunCommandAsync("widget", "list");
            Assert.Contains(list.Split('\n'), l => l.StartsWith(id, StringComparison.Ordinal) && l.Contains("https://parts.example https://xn--mller-kva.example", StringComparison.Ordinal));
        }

        var (exitCode, rotated, _) = await Host.RunCommandAsync("widget", "rotate-secret", id, "--overlap-hours", "0");
        Assert.Equal(0, exitCode);
        Assert.Contains("refused from now on", rotated, StringComparison.Ordinal);
        await IsRefusedAsync("720", "widget", "rotate-secret", id, "--overlap-hours", "721");
        await IsRefusedAsync("no such widget", "widget", "rotate-secret", "nowhere");
        await IsRefusedAsync("no origin", "widget", "add", "Bad", "--origin", "parts");
    }

    [Fact]
    public async Task Commands_need_the_data_of_a_server()
    {
        var nowhere = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));

        var (exitCode, _, complaints) = await Host.RunCommandOnAsync(nowhere, "operator", "list");

        Assert.Equal(1, exitCode);
        Assert.Contains("has no Livecaller data", Assert.Single(complaints.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(nowhere));
    }

    [Fact]
    public async Task The_check_knows_a_server_that_runs_and_finds_an_address_that_is_taken()
    {
        var (exitCode, output, _) = await Host.RunCommandAsync("check", "--urls", Host.Address.AbsoluteUri.TrimEnd('/'));
        Assert.True(exitCode == 0, output);
        Assert.Contains("in use by a server that runs", output, StringComparison.Ordinal);
        Assert.Contains("is intact", output, StringComparison.Ordinal);

        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var fresh = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        (exitCode, output, _) = await Host.RunCommandOnAsync(fresh, "check", "--urls", $"http://{other.LocalEndpoint}");
        Assert.Equal(1, exitCode);
        Assert.Contains("FAULT  Address", output, StringComparison.Ordinal);
        Assert.Contains("the first start creates it", output, StringComparison.Ordinal);

        (exitCode, output, _) = await Host.RunCommandOnAsync("/proc/livecaller", "check", "--Livecaller:Limits:MessagesPerMinute=-1");
        Assert.Equal(1, exitCode);
        Assert.Contains("FAULT  Settings", output, StringComparison.Ordinal);
    }

    private async Task<JsonNode> LoginAsync(string email, string password)
    {
        using var http = new HttpClient { BaseAddress = Host.Address };
        using var answer = await http.PostAsJsonAsync("v1/operator/auth/login", new { email, password }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!;
    }

    private async Task IsRefusedAsync(string reason, params string[] arguments)
    {
        var (exitCode, output, complaints) = await Host.RunCommandAsync(arguments);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(reason, Assert.Single(complaints.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static string PasswordIn(string output) =>
        output.Split('\n').Single(l => l.StartsWith("Password:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
}

/// <summary>A server that runs while the tests of a class use its data.</summary>
public sealed class RunningHost : IAsyncLifetime
{
    internal LivecallerProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Process = await LivecallerProcess.StartHostAsync([.. LivecallerProcess.Seed, "--Livecaller:Limits:LoginsPerMinute=1000"]);

    public async ValueTask DisposeAsync() => await Process.DisposeAsync();
}
