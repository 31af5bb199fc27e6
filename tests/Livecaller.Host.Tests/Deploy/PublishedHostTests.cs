using System.Net;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Deploy;

public sealed class PublishedHostTests(PublishedHost published)
{
    private static readonly string[] Assets = ["_framework/blazor.web.js", "_content/Livecaller.Dashboard/tokens.css", "_content/Livecaller.Dashboard/dashboard.js"];

    [Fact]
    public async Task It_serves_the_dashboard_and_the_chat_from_another_working_directory()
    {
        await using var host = await LivecallerProcess.StartPublishedAsync(await published.ProgramAsync(), user: null, LivecallerProcess.Seed);

        await RequireFilesAsync(host);
        Assert.Empty(host.Complaints);
    }

    /// <summary>As in the container: the program's files are another user's, and only the data directory can be written.</summary>
    [Fact]
    public async Task It_runs_as_a_user_who_can_write_nothing_but_the_data()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can run a program as another user.");
        const int user = 1654;
        await using var host = await LivecallerProcess.StartPublishedAsync(await published.ProgramAsync(), user, LivecallerProcess.Seed);

        await RequireFilesAsync(host);
        using var visitor = await Api.LoginAsync(host.Address, LivecallerProcess.WidgetId);
        Assert.Empty(host.Complaints);
    }

    [Fact]
    public async Task One_line_says_which_files_are_missing()
    {
        var source = Path.GetDirectoryName(await published.ProgramAsync())!;
        var copy = Directory.CreateTempSubdirectory("livecaller-incomplete-").FullName;
        foreach (var file in Directory.GetFiles(source)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(Path.Combine(source, "runtimes"), "*", SearchOption.AllDirectories).Where(f => f.Contains("linux-x64", StringComparison.Ordinal)))
        {
            Directory.CreateDirectory(Path.Combine(copy, Path.GetRelativePath(source, folder)));
            foreach (var file in Directory.GetFiles(folder)) File.Copy(file, Path.Combine(copy, Path.GetRelativePath(source, file)));
        }

        await using (var host = await LivecallerProcess.StartPublishedAsync(Path.Combine(copy, "Livecaller.Host.dll"), user: null, LivecallerProcess.Seed))
            Assert.Single(host.Output, line => line.Contains("_framework/blazor.web.js", StringComparison.Ordinal) && line.Contains("missing", StringComparison.Ordinal));
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task No_SQL_is_logged_at_the_default_level()
    {
        await using var host = await LivecallerProcess.StartPublishedAsync(await published.ProgramAsync(), user: null, LivecallerProcess.Seed);

        Assert.DoesNotContain(host.Output, line => line.Contains("SELECT", StringComparison.Ordinal) || line.Contains("DbCommand", StringComparison.Ordinal));
    }

    private static async Task RequireFilesAsync(LivecallerProcess host)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        foreach (var path in Assets.Select(asset => "dashboard/" + asset).Append("livecaller.js").Append("widget/" + LivecallerProcess.WidgetId))
        {
            using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.OK, path), (answer.StatusCode, path));
        }
    }
}
