namespace Livecaller.Components;

/// <summary>The names of the parts' texts. A test fails where the chat or the dashboard lacks one.</summary>
internal static class PartKeys
{
    public const string Cancel = nameof(Cancel);
    public const string CancelUpload = nameof(CancelUpload);
    public const string Close = nameof(Close);
    public const string DiscardRecording = nameof(DiscardRecording);
    public const string Download = nameof(Download);
    public const string Emoji = nameof(Emoji);
    public const string MicrophoneBusy = nameof(MicrophoneBusy);
    public const string MicrophoneDenied = nameof(MicrophoneDenied);
    public const string MicrophoneMissing = nameof(MicrophoneMissing);
    public const string MicrophoneWaiting = nameof(MicrophoneWaiting);
    public const string NextImage = nameof(NextImage);
    public const string OpenPicture = nameof(OpenPicture);
    public const string Pause = nameof(Pause);
    public const string ImageBroken = nameof(ImageBroken);
    public const string ImageViewer = nameof(ImageViewer);
    public const string PlaceOf = nameof(PlaceOf);
    public const string Play = nameof(Play);
    public const string PlaybackPosition = nameof(PlaybackPosition);
    public const string PlaybackSpeed = nameof(PlaybackSpeed);
    public const string PreviousImage = nameof(PreviousImage);
    public const string Recording = nameof(Recording);
    public const string RecordingFailed = nameof(RecordingFailed);
    public const string RecordingLimit = nameof(RecordingLimit);
    public const string Send = nameof(Send);
    public const string SizeBytes = nameof(SizeBytes);
    public const string SizeKilobytes = nameof(SizeKilobytes);
    public const string SizeMegabytes = nameof(SizeMegabytes);
    public const string SoundBreaksOff = nameof(SoundBreaksOff);
    public const string SoundUnplayable = nameof(SoundUnplayable);
    public const string StopRecording = nameof(StopRecording);
    public const string Uploading = nameof(Uploading);
    public const string VoiceMessage = nameof(VoiceMessage);
    public const string ZoomIn = nameof(ZoomIn);
    public const string ZoomOut = nameof(ZoomOut);
}
