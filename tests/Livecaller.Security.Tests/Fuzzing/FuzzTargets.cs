namespace Livecaller.Security.Tests.Fuzzing;

/// <summary>All targets. The tests run them for a number of inputs, and <c>fuzz</c> of the bench project for minutes.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new ImageTarget("image/png", TestImages.Png(), TestImages.Png(8, 4, 6)),
        new ImageTarget("image/jpeg", TestImages.Jpeg(), TestImages.Jpeg(8, 4, 6)),
        new ImageTarget("image/gif", TestImages.Gif()),
        new ImageTarget("image/webp", TestImages.Webp(), TestImages.Webp(8, 4, 6)),
        new FileKindTarget(),
        new UploadHeaderTarget(),
        new PusherFrameTarget(),
        new IdentityTokenTarget(),
        new OperatorQueryTarget(),
    ];
}
