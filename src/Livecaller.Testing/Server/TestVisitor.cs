using Livecaller.Protocol;

namespace Livecaller.Testing.Server;

/// <summary>A visitor and what is known of it.</summary>
internal sealed class TestVisitor(VisitorId id, string? userId)
{
    public VisitorId Id { get; } = id;

    public string? UserId { get; } = userId;

    public VisitorPayload Payload { get; private set; } = new() { Uuid = id, UserId = userId };

    public MessageSender Sender => new() { Type = ParticipantType.Visitor, Id = Id.Value, Name = Payload.Name };

    public void TakeOver(IdentityClaims claims) => Payload = Payload with
    {
        Name = claims.Name ?? Payload.Name,
        Email = claims.Email ?? Payload.Email,
        Mobile = claims.Mobile ?? Payload.Mobile,
    };
}
