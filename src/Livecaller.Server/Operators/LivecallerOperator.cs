using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Operators;

/// <summary>An operator's account.</summary>
public sealed class LivecallerOperator : IdentityUser<Guid>
{
    /// <summary>The name that visitors see.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The picture that visitors see.</summary>
    public string? AvatarUrl { get; set; }
}
