using Gallery.Scenes;

namespace Gallery.States;

/// <summary>Every state that the gallery shows, in its order. A new one is a class in this folder and a line here.</summary>
internal static class AllStates
{
    public static IReadOnlyList<GalleryState> List { get; } =
    [
        new Launcher(),
        new Loading(),
        new Empty(),
        new Form(),
        new FormFaults(),
        new Away(),
        new Preview(),
        new Queue(),
        new Talk(),
        new News(),
        new Files(),
        new Viewer(),
        new Changed(),
        new OperatorTypes(),
        new Menu(),
        new ReplyIsWritten(),
        new FilesToSend(),
        new Upload(),
        new TooLong(),
        new EndIsAsked(),
        new Closed(),
        new Rating(),
        new Rated(),
        new Transcript(),
        new Callback(),
        new Earlier(),
        new EarlierIsRead(),
        new Failed(),
        new NoConnection(),
        new Unavailable(),
        new UnknownWidget(),
        new SignedOut(),
        new NotKept(),
    ];

    public static GalleryState? Find(string name) => List.FirstOrDefault(s => s.Name == name);
}
