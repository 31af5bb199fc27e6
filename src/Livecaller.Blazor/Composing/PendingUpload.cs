using Livecaller.Protocol;

namespace Livecaller.Blazor.Composing;

/// <summary>A file that was picked and not yet sent. Disposing it ends its upload.</summary>
internal sealed class PendingUpload : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    public PendingUpload(string name, long size)
    {
        (Name, Size) = (name, size);
        Cancelled = _cancellation.Token;
    }

    public string Name { get; }

    public long Size { get; }

    public CancellationToken Cancelled { get; }

    public double Progress { get; set; }

    public string? Error { get; set; }

    public AttachmentPayload? Result { get; set; }

    public bool IsUnderWay => Result is null && Error is null;

    public void Dispose()
    {
        if (!Cancelled.IsCancellationRequested) _cancellation.Cancel();
        _cancellation.Dispose();
    }
}
