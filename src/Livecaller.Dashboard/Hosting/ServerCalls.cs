using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Dashboard.Hosting;

/// <summary>
/// Calls of the server's services, each in a scope of its own: a circuit lives for hours, and whatever a service holds on to (a database context, say)
/// must not. They run on the thread pool: SQLite's asynchronous calls complete synchronously, and would occupy the circuit's dispatcher.
/// </summary>
internal sealed class ServerCalls(IServiceScopeFactory scopes)
{
    internal Task<T> CallAsync<TService, T>(Func<TService, Task<T>> call)
        where TService : notnull => Task.Run(async () =>
        {
            await using var scope = scopes.CreateAsyncScope();
            return await call(scope.ServiceProvider.GetRequiredService<TService>());
        });
}
