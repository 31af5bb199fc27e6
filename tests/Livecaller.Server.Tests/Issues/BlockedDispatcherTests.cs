using System.Collections.Concurrent;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Issues;

/// <summary>A caller on a user interface's thread got the write lock there: everybody's writes waited until that thread was free.</summary>
public sealed class BlockedDispatcherTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_caller_whose_dispatcher_is_blocked_keeps_nobody_from_writing()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        var olga = await server.OperatorAsync();
        using var dispatcher = new Dispatcher();
        using var free = new ManualResetEventSlim();

        // Somebody else writes while the dispatcher's caller begins to wait for the lock; then the dispatcher is blocked, and the lock is passed on.
        var other = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = server.Get<WriteGate>().WriteAsync(_ => other.Task, cancellationToken: TestContext.Current.CancellationToken);
        var sending = await dispatcher.RunAsync(() => server.Get<IOperatorService>().SendAsync(
            OperatorCaller.OnBehalfOf(new(olga.Id)), new(id), new SendMessageRequest { Id = new(Caller.NewId()), Content = "from the dispatcher" }));
        dispatcher.Post(_ => free.Wait(), null);
        other.SetResult(true);
        await writing;

        try
        {
            var answer = await visitor.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "from a visitor" }).WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.Equal(201, (int)answer.Status);
            Assert.True((await sending.WaitAsync(Patience, TestContext.Current.CancellationToken)).IsSuccess);
        }
        finally
        {
            free.Set();
        }
    }

    /// <summary>One thread that does one thing after the other, as that of a user interface does.</summary>
    private sealed class Dispatcher : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _work = [];
        private readonly Thread _thread;

        public Dispatcher()
        {
            _thread = new Thread(Run) { IsBackground = true };
            _thread.Start();
        }

        public override void Post(SendOrPostCallback d, object? state) => _work.Add((d, state));

        /// <summary>Calls on the thread; what is called has then begun, and goes on by itself.</summary>
        public Task<Task<T>> RunAsync<T>(Func<Task<T>> call)
        {
            var begun = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
            Post(_ => begun.SetResult(call()), null);
            return begun.Task;
        }

        public void Dispose()
        {
            _work.CompleteAdding();
            _thread.Join();
            _work.Dispose();
        }

        private void Run()
        {
            SetSynchronizationContext(this);
            foreach (var (callback, state) in _work.GetConsumingEnumerable()) callback(state);
        }
    }
}
