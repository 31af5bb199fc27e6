using Livecaller.Components.Attachments;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Attachments;

/// <summary>
/// The visitor's own files as this page still has them: what was just sent is seen and heard from here, while it is uploaded and after that,
/// and nothing flickers when the server's copy could take its place.
/// </summary>
internal sealed class SentFiles
{
    /// <summary>Of so many messages at most: the previews stay in the browser's memory.</summary>
    private const int MaxMessages = 20;

    private readonly Queue<MessageId> _order = new();
    private readonly Dictionary<MessageId, IReadOnlyList<BrowserFile>> _files = [];

    /// <summary>A message's file; null when the page does not have it.</summary>
    public BrowserFile? Find(MessageId message, int number) =>
        _files.TryGetValue(message, out var files) && number < files.Count ? files[number] : null;

    /// <summary>Adds the files of a message, and forgets the oldest ones.</summary>
    public async ValueTask AddAsync(MessageId message, IReadOnlyList<BrowserFile> files, IJSRuntime js)
    {
        if (files.Count == 0) return;
        _files[message] = files;
        _order.Enqueue(message);
        if (_order.Count > MaxMessages) await DropAsync(_order.Dequeue(), js);
    }

    /// <summary>Forgets a message that was not sent; its files are the draft's again.</summary>
    public void TakeBack(MessageId message) => _files.Remove(message);

    public async ValueTask ClearAsync(IJSRuntime js)
    {
        var all = _files.Values.ToList();
        _order.Clear();
        _files.Clear();
        foreach (var file in all.SelectMany(files => files)) await file.ForgetPreviewAsync(js);
    }

    private async ValueTask DropAsync(MessageId message, IJSRuntime js)
    {
        if (!_files.Remove(message, out var files)) return;
        foreach (var file in files) await file.ForgetPreviewAsync(js);
    }
}
