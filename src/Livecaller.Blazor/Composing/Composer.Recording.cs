namespace Livecaller.Blazor.Composing;

// The voice message: offered while nothing is written, where the browser records what the widget accepts.
public sealed partial class Composer
{
    private string _recordable = "";
    private bool _isRecording;

    // A recording that was neither sent nor discarded is kept while the composer isn't shown.
    private bool IsRecording => _isRecording || Context.Memory.Recording is not null;

    private bool OffersRecording => _recordable.Length > 0 && Draft.IsEmpty && _longText is null;

    private void LearnRecording(string[]? kinds)
    {
        _recordable = kinds?.FirstOrDefault(k => AttachmentRules.Accepts(k, Context.Widget)) ?? "";
        if (OffersRecording) StateHasChanged();
    }

    private async Task SendRecordingAsync()
    {
        if (Context.Memory.Recording is not { } recording) return;
        Context.Memory.Recording = null;
        _isRecording = false;
        if (AttachmentRules.Refusal(recording.Name, recording.Size, Context.Widget, Texts) is { } reason)
        {
            _notice = reason;
            return;
        }

        await SendAsync("", [recording]);
    }

    private async Task EndRecordingAsync()
    {
        await Context.Memory.DropRecordingAsync(Js);
        (_isRecording, _wantsFocus) = (false, Context.IsOpen);
    }
}
