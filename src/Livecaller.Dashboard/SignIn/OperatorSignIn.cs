using System.Security.Claims;
using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Dashboard.SignIn;

/// <summary>Signs operators in by their ASP.NET Core Identity accounts.</summary>
internal sealed class OperatorSignIn(SignInManager<LivecallerOperator> signInManager) : IOperatorSignIn
{
    private const string StampClaim = "livecaller:stamp";

    private UserManager<LivecallerOperator> Users => signInManager.UserManager;

    public async Task<SignInAnswer> CheckAsync(string email, string password)
    {
        if (await Users.FindByEmailAsync(email) is not { } account)
        {
            // An unknown address must take as long as a wrong password, or the clock tells which addresses exist.
            _ = Users.PasswordHasher.HashPassword(new LivecallerOperator(), password);
            return new(SignInOutcome.Refused);
        }

        var result = await signInManager.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (result.Succeeded)
            return new(SignInOutcome.Success, await PrincipalAsync(account));
        return new(result.IsLockedOut ? SignInOutcome.LockedOut : SignInOutcome.Refused);
    }

    public async Task<ClaimsPrincipal?> RevalidateAsync(ClaimsPrincipal principal)
    {
        var id = principal.FindFirstValue(ClaimTypes.NameIdentifier);
        if (id is null || await Users.FindByIdAsync(id) is not { } account || await Users.IsLockedOutAsync(account))
            return null;
        // The stamp changes with the password: old cookies end there.
        return principal.FindFirstValue(StampClaim) == await Users.GetSecurityStampAsync(account) ? await PrincipalAsync(account) : null;
    }

    private async Task<ClaimsPrincipal> PrincipalAsync(LivecallerOperator account)
    {
        var isAdministrator = (await Users.GetRolesAsync(account)).Contains(LivecallerRoles.Administrator);
        var signedIn = new DashboardOperator(
            account.Id.ToString(),
            account.DisplayName.Length > 0 ? account.DisplayName : account.Email ?? "",
            account.Email ?? "",
            isAdministrator ? LivecallerRoles.Administrator : LivecallerRoles.Operator);
        var principal = signedIn.ToPrincipal();
        ((ClaimsIdentity)principal.Identity!).AddClaim(new(StampClaim, await Users.GetSecurityStampAsync(account)));
        return principal;
    }
}
