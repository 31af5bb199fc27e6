namespace Livecaller.Events;

/// <summary>
/// Runs a synchronous callback of the host app. An <c>async void</c> callback throws after it has returned, which would end the process; here its
/// exception is reported like any other. The code after an <c>await</c> in it runs on the thread pool, as it would without this context.
/// </summary>
internal sealed class CallbackContext : SynchronizationContext
{
    private readonly Action<Exception> _report;

    private CallbackContext(Action<Exception> report) => _report = report;

    /// <summary>Calls the callback. Everything that it throws, now or later, is reported.</summary>
    public static void Run(Action callback, Action<Exception> report) => new CallbackContext(report).Run(static callback => ((Action)callback!)(), callback);

    public override void Post(SendOrPostCallback d, object? state) => ThreadPool.QueueUserWorkItem(_ => Run(d, state));

    public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

    public override SynchronizationContext CreateCopy() => this;

    private void Run(SendOrPostCallback callback, object? state)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        catch (Exception e)
        {
            _report(e);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
