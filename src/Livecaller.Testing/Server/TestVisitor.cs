using System.Text.Json;
using Livecaller.Shared;

namespace Livecaller.Testing.Server;

/// <summary>A visitor and their profile.</summary>
internal sealed class TestVisitor(VisitorId id, string? userId)
{
    public VisitorId Id { get; } = id;

    public string? UserId { get; } = userId;

    public VisitorPayload Payload { get; private set; } = new() { Uuid = id, UserId = userId, Settings = JsonElement.Parse("{}") };

    /// <summary>The email address that the app's backend vouches for.</summary>
    public string? OwnEmail => UserId is null ? null : Payload.Email;

    public MessageSender Sender => new() { Type = ParticipantType.Visitor, Id = Id.Value, Name = Payload.Name };

    /// <summary>Applies the claims. A missing claim changes nothing.</summary>
    public void Apply(IdentityClaims claims) => Apply(claims.Name, claims.Email, claims.Mobile);

    /// <summary>Applies what an anonymous visitor enters. For an identified visitor, the app's backend provides it.</summary>
    public void Apply((string? Name, string? Email, string? Mobile) said)
    {
        if (UserId is null) Apply(said.Name, said.Email, said.Mobile);
    }

    private void Apply(string? name, string? email, string? mobile) => Payload = Payload with
    {
        Name = name ?? Payload.Name,
        Email = email ?? Payload.Email,
        Mobile = mobile ?? Payload.Mobile,
    };
}
