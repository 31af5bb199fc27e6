using System.Text;

namespace Livecaller.Server.Http;

// Answers with JSON that exists already, in the envelope "data".
internal sealed class JsonData(string json, int status) : IResult
{
    private static ReadOnlySpan<byte> Prefix => "{\"data\":"u8;

    private static ReadOnlySpan<byte> Suffix => "}"u8;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = Prefix.Length + Encoding.UTF8.GetByteCount(json) + Suffix.Length;
        Write(response.BodyWriter.GetSpan((int)response.ContentLength.Value));
        response.BodyWriter.Advance((int)response.ContentLength.Value);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted).ConfigureAwait(false);
    }

    private void Write(Span<byte> buffer)
    {
        Prefix.CopyTo(buffer);
        var end = Prefix.Length + Encoding.UTF8.GetBytes(json, buffer[Prefix.Length..]);
        Suffix.CopyTo(buffer[end..]);
    }
}
