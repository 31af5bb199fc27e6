using Livecaller.Server.Operators.External;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Livecaller.Server.Operators;

// The operators' accounts, with rules of their own: IdentityOptions and the stores of roles belong to the application, which may have
// accounts of its customers.
internal static class OperatorAccounts
{
    public static IOptions<IdentityOptions> Options { get; } = Microsoft.Extensions.Options.Options.Create(new IdentityOptions
    {
        // The first version with passkeys.
        Stores = { SchemaVersion = IdentitySchemaVersions.Version3 },
        User = { RequireUniqueEmail = true },
        Password =
        {
            RequiredLength = OperatorPasswordValidator.MinLength,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        },
    });

    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication();
        services.AddScoped<UserManager<LivecallerOperator>, OperatorManager>();
        services.AddScoped<SignInManager<LivecallerOperator>, OperatorSignInManager>();
        services.AddScoped<IUserStore<LivecallerOperator>, OperatorStore>();
        services.AddScoped<ExternalOperators>();
        services.TryAddSingleton(OperatorPasswordCost.Default);
        services.AddSingleton<OperatorPasswordHasher>();
        services.AddSingleton<IPasswordHasher<LivecallerOperator>>(s => s.GetRequiredService<OperatorPasswordHasher>());
        services.AddIdentityCore<LivecallerOperator>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPasswordValidator<LivecallerOperator>, OperatorPasswordValidator>());
    }
}

internal sealed class OperatorStore(LivecallerDbContext db)
    : UserStore<LivecallerOperator, IdentityRole<Guid>, LivecallerDbContext, Guid, IdentityUserClaim<Guid>, IdentityUserRole<Guid>, IdentityUserLogin<Guid>,
        IdentityUserToken<Guid>, IdentityRoleClaim<Guid>, OperatorPasskeyRow>(db);

internal sealed class OperatorSignInManager(
    UserManager<LivecallerOperator> accounts, IHttpContextAccessor accessor, IUserClaimsPrincipalFactory<LivecallerOperator> principals,
    ILogger<SignInManager<LivecallerOperator>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<LivecallerOperator> confirmation)
    : SignInManager<LivecallerOperator>(accounts, accessor, principals, OperatorAccounts.Options, logger, schemes, confirmation);
