using Gallery.Scenes;

namespace Gallery.States;

/// <summary>Every state that the gallery shows, in its order. A new one is a class in this folder and a line here.</summary>
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
        new FormFaults(),
        new Away(),
        new Preview(),
        new Queue(),
        new Talk(),
        new News(),
        new FurtherUp(),
        new LongTexts(),
        new Files(),
        new Viewer(),
        new ZoomedPicture(),
        new Voice(),
        new Playing(),
        new Changed(),
        new OperatorTypes(),
        new Menu(),
        new MessageMenu(),
        new ReplyIsWritten(),
        new FilesToSend(),
        new DropTarget(),
        new Upload(),
        new TooLong(),
        new Recording(),
        new Recorded(),
        new NoMicrophone(),
        new EndIsAsked(),
        new Closed(),
        new Rating(),
        new Rated(),
        new Transcript(),
        new TranscriptSent(),
        new Callback(),
        new Earlier(),
        new EarlierIsRead(),
        new Failed(),
        new UploadFailed(),
        new IsConnecting(),
        new NoConnection(),
        new IsBack(),
        new Unavailable(),
        new UnknownWidget(),
        new SignedOut(),
        new NotKept(),
    ];

    public static GalleryState? Find(string name) => List.FirstOrDefault(s => s.Name == name);
}
