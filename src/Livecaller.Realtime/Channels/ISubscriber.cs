namespace Livecaller.Realtime.Channels;

/// <summary>Who gets the frames of a channel.</summary>
internal interface ISubscriber
{
    string SocketId { get; }

    /// <summary>Takes a frame without waiting. The bytes are shared with all other subscribers.</summary>
    void Send(ReadOnlyMemory<byte> frame);
}
