using Gallery.Scenes;

namespace Gallery.States;

/// <summary>All states in the order of the gallery. To add one, add a class to this folder and an entry here.</summary>
internal static class AllStates
{
    public static IReadOnlyList<GalleryState> List { get; } =
    [
        new Launcher(),
        new Teaser(),
        new SidePanel(),
        new SideAtStart(),
        new Sheet(),
        new SheetOnPhone(),
        new FullScreen(),
        new Inline(),
        new Brand(),
        new Loading(),
        new Empty(),
        new Form(),
        new FormErrors(),
        new Away(),
        new Preview(),
        new Queue(),
        new Talk(),
        new NewMessages(),
        new ScrolledUp(),
        new LongTexts(),
        new Files(),
        new ImageViewer(),
        new ZoomedImage(),
        new Voice(),
        new Playing(),
        new Changed(),
        new Typing(),
        new Menu(),
        new MessageMenu(),
        new Reply(),
        new FilesToSend(),
        new DropTarget(),
        new Upload(),
        new TooLong(),
        new Recording(),
        new Recorded(),
        new NoMicrophone(),
        new EndConfirmation(),
        new Closed(),
        new Rating(),
        new Rated(),
        new Transcript(),
        new TranscriptSent(),
        new Callback(),
        new Earlier(),
        new EarlierConversation(),
        new Failed(),
        new UploadFailed(),
        new Connecting(),
        new NoConnection(),
        new Reconnected(),
        new Unavailable(),
        new UnknownWidget(),
        new SignedOut(),
        new StorageBlocked(),
    ];

    public static GalleryState? Find(string name) => List.FirstOrDefault(s => s.Name == name);
}
