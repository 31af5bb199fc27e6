using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Operators;

// The roles of an installation, and its owner.
internal static class InstallationRoles
{
    public static async Task AddMissingAsync(LivecallerDbContext db, ILookupNormalizer normalizer, CancellationToken cancellationToken)
    {
        var existing = await db.Roles.Select(r => r.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var role in OperatorRoles.All.Select(OperatorRoles.NameOf).Except(existing))
            db.Roles.Add(new IdentityRole<Guid>(role!) { Id = Guid.NewGuid(), NormalizedName = normalizer.NormalizeName(role) });
    }

    /// <summary>
    /// Makes the administrators owners where there is no owner. They could do everything before there were owners, and an installation whose
    /// accounts an application has changed must have somebody who can do everything too.
    /// </summary>
    public static async Task EnsureOwnerAsync(LivecallerDbContext db, ILookupNormalizer normalizer, CancellationToken cancellationToken)
    {
        await AddMissingAsync(db, normalizer, cancellationToken).ConfigureAwait(false);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        if (await OperatorRoles.Of(db).AnyAsync(r => r.Role == OperatorRole.Owner, cancellationToken).ConfigureAwait(false)) return;
        var administrators = await OperatorRoles.Of(db).Where(r => r.Role == OperatorRole.Administrator).Select(r => r.OperatorId).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var id in administrators) await OperatorRoles.SetAsync(db, id, OperatorRole.Owner).ConfigureAwait(false);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }
}
