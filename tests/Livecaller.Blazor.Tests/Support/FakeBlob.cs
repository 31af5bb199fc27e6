using Microsoft.JSInterop;

namespace Livecaller.Blazor.Tests.Support;

/// <summary>A browser's file. It is gone when it was disposed, or when the test says so.</summary>
internal sealed class FakeBlob(byte[] bytes) : IJSObjectReference
{
    public bool IsGone { get; set; }

    /// <summary>The pieces that were read, each by where it begins and ends.</summary>
    public List<(long Start, long End)> Pieces { get; } = [];

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        if (IsGone) throw new JSException("NotReadableError");
        Assert.Equal("slice", identifier);
        var (start, end) = ((long)args![0]!, (long)args[1]!);
        Pieces.Add((start, end));
        return ValueTask.FromResult((TValue)(object)new FakeFile(bytes[(int)start..(int)end]));
    }

    public ValueTask DisposeAsync()
    {
        IsGone = true;
        return ValueTask.CompletedTask;
    }
}
