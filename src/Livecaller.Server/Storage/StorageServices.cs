using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Storage;

// The services of the application, except for the options of its own accounts: they would change the tables of the operators' accounts.
internal sealed class StorageServices(IServiceProvider? application) : IServiceProvider
{
    public object? GetService(Type serviceType) =>
        serviceType == typeof(IOptions<IdentityOptions>) ? OperatorAccounts.Options : application?.GetService(serviceType);
}
