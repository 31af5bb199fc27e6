using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Livecaller.Bench.Hosting;
using Livecaller.Protocol;

namespace Livecaller.Bench.Messages;

/// <summary>Sends messages over a kept HTTP connection. An <see cref="HttpClient"/> would use as much processor time as the server.</summary>
internal sealed class SocketSender : IDisposable
{
    private const string Text = "It has not come today either. Could you please look where it is?";
    private static readonly byte[] Created = "HTTP/1.1 201"u8.ToArray();
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] LastChunk = "\r\n0\r\n\r\n"u8.ToArray();
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly List<string> _heads = [];
    private int _next;

    private SocketSender()
    {
    }

    public static async Task<SocketSender> ConnectAsync(Uri address, IEnumerable<(string Token, ConversationId Conversation)> conversations)
    {
        var sender = new SocketSender();
        await sender._socket.ConnectAsync(address.Host, address.Port);
        foreach (var (token, conversation) in conversations)
        {
            sender._heads.Add($"POST /v1/widget/conversations/{conversation}/messages HTTP/1.1\r\nHost: {address.Authority}\r\nX-LC-Widget: {HostProcess.WidgetId}\r\n"
                + $"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n");
        }

        return sender;
    }

    /// <summary>Sends a message, and returns after how many milliseconds it was acknowledged.</summary>
    public async Task<double> SendAsync()
    {
        var head = _heads[_next++ % _heads.Count];
        var body = $$"""{"id":"{{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}}","content":"{{Text}}"}""";
        var request = Encoding.ASCII.GetBytes($"{head}Content-Length: {body.Length}\r\n\r\n{body}");
        var began = Stopwatch.GetTimestamp();
        await _socket.SendAsync(request);
        var length = 0;
        do
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0) throw new InvalidOperationException("The server closed the connection.");
            length += read;
        }
        while (!IsComplete(_buffer.AsSpan(0, length)));
        if (!_buffer.AsSpan(0, length).StartsWith(Created)) throw new InvalidOperationException("Refused: " + Encoding.UTF8.GetString(_buffer, 0, length));
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf(HeadEnd);
        if (head < 0) return false;
        const string Name = "\r\nContent-Length: ";
        var text = Encoding.ASCII.GetString(answer[..(head + 2)]);
        if (text.IndexOf(Name, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            var from = at + Name.Length;
            return answer.Length - head - HeadEnd.Length >= int.Parse(text.AsSpan(from, text.IndexOf('\r', from) - from), null);
        }

        return answer.EndsWith(LastChunk);
    }
}
