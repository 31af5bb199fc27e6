using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Uploads;

public sealed class UploadChecksumTests
{
    private static readonly byte[] First = "01234"u8.ToArray();
    private static readonly byte[] Second = "56789"u8.ToArray();

    [Fact]
    public async Task Only_bytes_that_add_up_are_kept()
    {
        await using var server = await LivecallerServer.StartAsync();
        var tus = new TusClient(await server.VisitorAsync());
        var location = await tus.BeginAsync("a.txt", 10);
        Assert.Equal(5, (await tus.PatchAsync(location, 0, First, ("Upload-Checksum", TusClient.Sha1(First)))).Offset());
        var corrupt = await tus.PatchAsync(location, 5, "5678x"u8.ToArray(), ("Upload-Checksum", TusClient.Sha256(Second)));
        Assert.Equal((HttpStatusCode)460, corrupt.Status);
        Assert.Equal(5, (await tus.HeadAsync(location)).Offset());
        Assert.Equal(10, (await tus.PatchAsync(location, 5, Second, ("Upload-Checksum", TusClient.Sha256(Second)))).Offset());

        var url = (await tus.GetAsync(location)).Data.GetProperty("url").GetString();
        using var anybody = new HttpClient();
        Assert.Equal("0123456789", await anybody.GetStringAsync(url, TestContext.Current.CancellationToken));
        Assert.Single(TestFiles.Names(server.Directory));
    }

    [Fact]
    public async Task A_creation_whose_bytes_do_not_add_up_creates_nothing()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:MaxUnfinishedUploads", "1"));
        var tus = new TusClient(await server.VisitorAsync());
        Assert.Equal((HttpStatusCode)460, (await tus.CreateAsync("a.txt", 10, First, ("Upload-Checksum", TusClient.Sha1(Second)))).Status);
        Assert.Equal(HttpStatusCode.Created, (await tus.CreateAsync("a.txt", 10)).Status);
    }
}
