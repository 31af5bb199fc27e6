using Livecaller.Shared;

namespace Livecaller.Testing.Http;

/// <summary>Sends HTTP calls to the server in memory.</summary>
internal sealed class TestHandler(WidgetRoutes api, Lock gate, FaultPlan faults) : HttpMessageHandler
{
    private int _underWay;

    public bool IsIdle => Volatile.Read(ref _underWay) == 0;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            // As over a network, the response never comes synchronously.
            await Task.Yield();
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return Answer(new TestRequest(request, body)).ToResponse(request);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private TestAnswer Answer(TestRequest call)
    {
        lock (gate)
        {
            if (faults.IsUnreachable) throw new HttpRequestException(HttpRequestError.ConnectionError, "The server cannot be reached.");
            var fault = faults.TakeCall($"{call.Method} {call.Path}");
            if (fault is CallFault.Refuse refuse) return TestAnswer.Refused(Problems.Of(refuse.Status, "Refused", "The test asked for this refusal."));
            var answer = api.Answer(call);
            return fault is null ? answer : throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer was lost.");
        }
    }
}
