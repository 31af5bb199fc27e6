using Livecaller.Server.Http;

namespace Livecaller.Server.Operators;

// Refuses everyone but administrators. The role is read for each call, so that its removal takes effect at once.
internal sealed class AdministratorFilter(IDbContextFactory<LivecallerDbContext> contexts) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var id = http.Operator().Id;
        using var db = await contexts.CreateDbContextAsync(http.RequestAborted).ConfigureAwait(false);
        var isAdministrator = await db.UserRoles.Where(r => r.UserId == id)
            .Join(db.Roles, r => r.RoleId, r => r.Id, (_, role) => role.Name)
            .AnyAsync(name => name == LivecallerRoles.Administrator, http.RequestAborted).ConfigureAwait(false);
        return isAdministrator ? await next(context).ConfigureAwait(false) : Problems.Forbidden("Only an administrator may do this.").ToResult();
    }
}
