using System.IO.Pipelines;

namespace Livecaller.Realtime.Connections;

/// <summary>The connection of an accepted WebSocket.</summary>
/// <param name="Input">What the client sends. No buffer is held while nothing is there.</param>
/// <param name="Output">The way to the client.</param>
/// <param name="Abort">Closes the network connection immediately.</param>
internal sealed record UpgradedConnection(PipeReader Input, IConnectionOutput Output, Action Abort)
{
    private static readonly StreamPipeReaderOptions ReaderOptions = new(leaveOpen: true, useZeroByteReads: true);

    public static UpgradedConnection Of(Stream stream, Action abort) => new(PipeReader.Create(stream, ReaderOptions), new StreamOutput(stream), abort);
}
