namespace Livecaller.Testing.Server;

/// <summary>What an identity token says of its user.</summary>
internal sealed record IdentityClaims(string Subject, string? Name, string? Email, string? Mobile);
