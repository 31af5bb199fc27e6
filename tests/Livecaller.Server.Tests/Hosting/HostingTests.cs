using System.Net;
using Livecaller.Server.Hosting;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Hosting;

public sealed class HostingTests
{
    [Fact]
    public async Task A_restart_keeps_everything()
    {
        var directory = Directory.CreateTempSubdirectory("livecaller-restart").FullName;
        string? id;
        string token;
        await using (var first = await LivecallerServer.StartAsync(directory))
        {
            var visitor = await first.VisitorAsync();
            id = await visitor.StartAsync("kept");
            token = visitor.Client.DefaultRequestHeaders.Authorization!.Parameter!;
            Assert.Equal(LivecallerServer.Email, first.Get<StartupReport>().Login?.OperatorEmail);
            await first.OperatorAsync();
        }
        await using (var second = await LivecallerServer.StartAsync(directory))
        {
            var again = new Caller(second.NewClient(token), "/v1/widget", "", "");
            Assert.Equal("kept", (await again.GetAsync($"/conversations/{id}/messages")).Data[0].GetProperty("content").GetString());
            Assert.Null(second.Get<StartupReport>().Login);
        }
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_written_is_told_in_one_line()
    {
        var file = Path.GetTempFileName();
        var fault = await Assert.ThrowsAsync<LivecallerStartupException>(() => LivecallerServer.StartAsync(Path.Combine(file, "data")));
        Assert.Contains("Livecaller:DataDirectory", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        File.Delete(file);
    }

    [Fact]
    public async Task Health_the_api_description_and_its_page_answer()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var client = server.NewClient();
        foreach (var path in (string[])["/health/ready", "/docs", "/openapi/livecaller.json"])
        {
            var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        var description = await client.GetStringAsync("/openapi/livecaller.json", TestContext.Current.CancellationToken);
        Assert.Contains("jwt_token", description, StringComparison.Ordinal);
        Assert.Contains("/v1/widget/conversations/{id}/events", description, StringComparison.Ordinal);
    }
}
