using Livecaller.Server.Operators;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Dashboard.Hosting;

/// <summary>
/// Calls to the operators' desk, each in a scope of its own: a circuit lives for hours, and whatever the desk holds on to
/// (a database context, say) must not.
/// </summary>
internal sealed class Desk(IServiceScopeFactory scopes)
{
    internal async Task<T> AskAsync<T>(Func<IOperatorDesk, Task<T>> call)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<IOperatorDesk>());
    }
}
