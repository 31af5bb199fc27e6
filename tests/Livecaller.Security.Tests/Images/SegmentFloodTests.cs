using System.Net;
using Livecaller.Server.Images;

namespace Livecaller.Security.Tests.Images;

/// <summary>A file of 19.5 MB that consisted of tiny segments kept the images of all visitors waiting for more than a minute.</summary>
public sealed class SegmentFloodTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Extensions => ["gif", "jpg", "png", "webp"];

    [Theory]
    [MemberData(nameof(Extensions))]
    public async Task An_image_of_too_many_segments_is_refused_with_the_reason_and_not_stored(string extension)
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var tus = new TusClient(visitor);
        var (name, image) = ("a." + extension, HostileImages.OfSegments(extension, ImageBudget.MaxSegments + 1));

        var byForm = await visitor.UploadAsync(name, image);
        var atOnce = await tus.CreateAsync(name, image.Length, image);
        var location = await tus.BeginAsync(name, image.Length);
        Assert.Equal(100, (await tus.PatchAsync(location, 0, image[..100])).Offset());
        var inPieces = await tus.PatchAsync(location, 100, image[100..]);

        Assert.All([byForm, atOnce, inPieces], refused =>
        {
            Assert.Equal(HttpStatusCode.UnprocessableContent, refused.Status);
            Assert.Equal("The image has more than 10,000 segments.", refused.Error("file"));
        });
        Assert.Equal(HttpStatusCode.NotFound, (await tus.HeadAsync(location)).Status);
        Assert.Empty(Directory.GetFiles(Path.Combine(server.Directory, "attachments")));
    }

    [Theory]
    [MemberData(nameof(Extensions))]
    public async Task An_image_of_many_segments_is_taken(string extension)
    {
        await using var server = await LivecallerServer.StartAsync();
        var image = HostileImages.OfSegments(extension, ImageBudget.MaxSegments / 2);

        var taken = await (await server.VisitorAsync()).UploadAsync("a." + extension, image);

        Assert.Equal(HttpStatusCode.Created, taken.Status);
    }

    [Fact]
    public async Task The_picture_of_another_visitor_is_taken_while_ten_such_files_arrive()
    {
        await using var server = await LivecallerServer.StartAsync();
        var attacker = await server.VisitorAsync();
        var visitor = await server.VisitorAsync();
        var image = HostileImages.OfSegments("gif", 500_000);

        var attack = Enumerable.Range(0, 10).Select(_ => attacker.UploadAsync("a.gif", image)).ToList();
        var taken = await visitor.UploadAsync("a.png", TestImages.Png(1, 1));

        Assert.Equal(HttpStatusCode.Created, taken.Status);
        Assert.True(taken.Data.TryGetProperty("thumbnail_url", out _));
        Assert.All(await Task.WhenAll(attack).WaitAsync(Cancelled), refused => Assert.Equal(HttpStatusCode.UnprocessableContent, refused.Status));
    }
}
