using Livecaller.Blazor.Attachments;
using Livecaller.Components.Attachments;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Composing;

/// <summary>What the visitor has written and chosen, and not sent yet.</summary>
internal sealed class Draft
{
    /// <summary>The server takes so many files with one message.</summary>
    public const int MaxFiles = 10;

    /// <summary>The text was restored and isn't in the field yet.</summary>
    public event Action? Restored;

    public string Text { get; set; } = "";

    /// <summary>How often the draft was cleared for another visitor.</summary>
    public int TimesCleared { get; private set; }

    /// <summary>The chosen files; those that cannot be sent say why, until the visitor takes them away.</summary>
    public List<DraftFile> Files { get; } = [];

    public int AcceptedFiles => Files.Count(f => f.File is not null);

    public bool IsEmpty => InvisibleText.IsBlank(Text) && AcceptedFiles == 0;

    /// <summary>Returns everything that can be sent, and clears the draft.</summary>
    public (string Text, IReadOnlyList<BrowserFile> Files) Take()
    {
        var taken = (InvisibleText.IsBlank(Text) ? "" : Text.Trim(), (IReadOnlyList<BrowserFile>)[.. Files.Where(f => f.File is not null).Select(f => f.File!)]);
        Text = "";
        Files.Clear();
        return taken;
    }

    /// <summary>Restores what couldn't be sent, before what was written since.</summary>
    public void PutBack(string text, IReadOnlyList<BrowserFile> files)
    {
        Text = Text.Length == 0 ? text : text.Length == 0 ? Text : $"{text}\n{Text}";
        Files.InsertRange(0, files.Select(f => new DraftFile(f.Name, f.Size, f, null)));
    }

    /// <summary>Sets the text of a field that is gone, before what was written since in another one.</summary>
    /// <param name="before">The draft's text when the field was removed.</param>
    /// <param name="text">The field's text.</param>
    public void Restore(string before, string text)
    {
        Text = Text.Length == 0 || Text == before ? text : $"{text}\n{Text}";
        Restored?.Invoke();
    }

    public async ValueTask ClearAsync(IJSRuntime js)
    {
        TimesCleared++;
        foreach (var file in Take().Files) await DropAsync(file, js);
    }

    public async ValueTask RemoveAsync(DraftFile file, IJSRuntime js)
    {
        if (Files.Remove(file) && file.File is not null) await DropAsync(file.File, js);
    }

    private static async ValueTask DropAsync(BrowserFile file, IJSRuntime js)
    {
        await file.ForgetPreviewAsync(js);
        await file.ReleaseAsync();
    }
}

/// <summary>A chosen file.</summary>
/// <param name="Name">The name, fit to be shown.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="File">Where it is; null for one that cannot be sent.</param>
/// <param name="Error">Why it cannot be sent; null when it can.</param>
internal sealed record DraftFile(string Name, long Size, BrowserFile? File, string? Error);
