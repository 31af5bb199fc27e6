namespace Livecaller.Components.Attachments;

/// <summary>A recording with its player, also while it is uploaded.</summary>
public sealed partial class SoundView : FilePart
{
    // The generated name of a recording isn't meaningful; the name of a chosen file is.
    private string Label => File.Waveform is { Count: > 0 } ? Texts[PartKeys.VoiceMessage] : File.Name;
}
