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
        new Talk(),
        new News(),
        new OperatorTypes(),
        new ReplyIsWritten(),
        new Closed(),
        new Failed(),
        new NoConnection(),
        new Unavailable(),
    ];

    public static GalleryState? Find(string name) => List.FirstOrDefault(s => s.Name == name);
}
