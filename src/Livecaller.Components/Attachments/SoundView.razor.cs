namespace Livecaller.Components.Attachments;

/// <summary>A recording in its place: to be listened to while it is uploaded, too.</summary>
public sealed partial class SoundView : FilePart
{
    // What was recorded here has no name that says anything; a file that somebody chose has.
    private string Label => File.Waveform is { Count: > 0 } ? Texts[PartKeys.VoiceMessage] : File.Name;
}
