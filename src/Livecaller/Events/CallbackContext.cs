namespace Livecaller.Events;

/// <summary>
/// Runs a synchronous callback of the host app. A callback that turns out to be <c>async void</c> throws after it has returned, which would end
/// the process; here its exception is reported like any other, and what follows an <c>await</c> in it runs on the thread pool as it would anyway.
/// </summary>
internal sealed class CallbackContext : SynchronizationContext
{
    private readonly Action<Exception> _report;

    private CallbackContext(Action<Exception> report) => _report = report;

    /// <summary>Calls the callback; nothing that it throws, now or later, gets out.</summary>
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
