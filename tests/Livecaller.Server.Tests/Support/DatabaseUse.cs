using System.Diagnostics;

namespace Livecaller.Server.Tests.Support;

/// <summary>How often some work has asked the database. What other tests do at the same time does not count.</summary>
internal sealed class DatabaseUse : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly AsyncLocal<DatabaseUse?> Current = new();

    private int _commands;
    private int _transactions;

    static DatabaseUse() => DiagnosticListener.AllListeners.Subscribe(new DatabaseUse());

    public static async Task<(int Commands, int Transactions)> OfAsync(Func<Task> work)
    {
        var use = Current.Value = new DatabaseUse();
        try
        {
            await work();
        }
        finally
        {
            Current.Value = null;
        }

        return (use._commands, use._transactions);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore") value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value is not { } use) return;
        if (value.Key.EndsWith("CommandExecuting", StringComparison.Ordinal)) Interlocked.Increment(ref use._commands);
        else if (value.Key.EndsWith("TransactionStarted", StringComparison.Ordinal)) Interlocked.Increment(ref use._transactions);
    }

    public void OnCompleted()
    {
        // The program ends.
    }

    public void OnError(Exception error)
    {
        // Diagnostics do not fail.
    }
}
