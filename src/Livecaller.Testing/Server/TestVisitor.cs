using System.Text.Json;
using Livecaller.Protocol;
using Livecaller.Shared;

namespace Livecaller.Testing.Server;

/// <summary>A visitor and what is known of it.</summary>
internal sealed class TestVisitor(VisitorId id, string? userId)
{
    public VisitorId Id { get; } = id;

    public string? UserId { get; } = userId;

    public VisitorPayload Payload { get; private set; } = new() { Uuid = id, UserId = userId, Settings = JsonElement.Parse("{}") };

    public MessageSender Sender => new() { Type = ParticipantType.Visitor, Id = Id.Value, Name = Payload.Name };

    /// <summary>A claim that is left out leaves what was known.</summary>
    public void Apply(IdentityClaims claims) => Apply(claims.Name, claims.Email, claims.Mobile);

    /// <summary>What an anonymous visitor says of itself. Of an identified one the app's backend says it.</summary>
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
