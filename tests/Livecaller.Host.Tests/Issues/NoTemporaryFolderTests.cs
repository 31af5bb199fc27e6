using System.Net;
using System.Net.Http.Json;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Issues;

/// <summary>Without a folder for temporary files, the server said that it was ready, and the dashboard's sign-in answered 500.</summary>
public sealed class NoTemporaryFolderTests
{
    [Theory]
    [InlineData("TMPDIR", "/proc/nowhere")]
    [InlineData("TMPDIR", "/sys")]
    [InlineData("ASPNETCORE_TEMP", "/proc/nowhere")]
    public async Task Temporary_files_go_into_the_data_directory(string variable, string folder)
    {
        await using var host = await LivecallerProcess.StartHostAsync((variable, folder), LivecallerProcess.Seed);
        using var browser = new HttpClient { BaseAddress = host.Address };

        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in Proxies.SignInPage.Fields(await browser.GetStringAsync("dashboard/login", TestContext.Current.CancellationToken)))
            form.Add(new StringContent(value), name);
        form.Add(new StringContent(LivecallerProcess.OperatorEmail), "email");
        form.Add(new StringContent(LivecallerProcess.OperatorPassword), "password");
        // Nearly as large as a form of the dashboard can be.
        form.Add(new ByteArrayContent(new byte[60_000]), "large", "large.bin");
        using var signedIn = await browser.PostAsync("dashboard/login", form, TestContext.Current.CancellationToken);
        using var visitor = await Api.LoginAsync(host.Address, LivecallerProcess.WidgetId);
        using var file = new MultipartFormDataContent { { new StringContent(new string('a', 200_000)), "file", "a.txt" } };
        using var attached = await visitor.Http.PostAsync("v1/widget/attachments", file, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        Assert.Equal("/dashboard", signedIn.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.Created, attached.StatusCode);
        Assert.True(Directory.Exists(Path.Combine(host.DataDirectory, "tmp")));
        Assert.Contains(host.Output, line => line.Contains(folder, StringComparison.Ordinal));
    }
}
