using System.Text;

namespace Livecaller.Server.Http;

// Answers with JSON that exists already, in the envelope "data", and with the epoch of the logs, whose characters need no escaping.
internal sealed class JsonData(string json, string epoch, int status) : IResult
{
    private static ReadOnlySpan<byte> Prefix => "{\"data\":"u8;

    private static ReadOnlySpan<byte> Middle => ",\"epoch\":\""u8;

    private static ReadOnlySpan<byte> Suffix => "\"}"u8;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        var length = Prefix.Length + Encoding.UTF8.GetByteCount(json) + Middle.Length + epoch.Length + Suffix.Length;
        response.ContentLength = length;
        Write(response.BodyWriter.GetSpan(length));
        response.BodyWriter.Advance(length);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted).ConfigureAwait(false);
    }

    private void Write(Span<byte> buffer)
    {
        Prefix.CopyTo(buffer);
        var end = Prefix.Length + Encoding.UTF8.GetBytes(json, buffer[Prefix.Length..]);
        Middle.CopyTo(buffer[end..]);
        end += Middle.Length;
        end += Encoding.ASCII.GetBytes(epoch, buffer[end..]);
        Suffix.CopyTo(buffer[end..]);
    }
}
