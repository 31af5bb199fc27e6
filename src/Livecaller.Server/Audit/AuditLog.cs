using System.Text.Json.Nodes;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Audit;

// Records administrative acts, each in the transaction of its change.
internal sealed class AuditLog(TimeProvider time)
{
    private const int MaxName = 200;
    private readonly Lock _lock = new();
    private DateTimeOffset _lastId;

    public AuditRow Add(LivecallerDbContext db, AuditActor actor, AuditAct act) => db.AuditLog.Add(new AuditRow
    {
        Id = NewId(),
        CreatedAt = time.GetUtcNow(),
        ActorId = actor.Id,
        ActorName = TextRules.Cut(actor.Name, MaxName),
        Via = actor.Via,
        ApiKey = actor.ApiKey,
        Address = actor.Address,
        Action = act.Action,
        TargetType = act.Action.Split('.')[0],
        TargetId = act.TargetId,
        TargetName = TextRules.Cut(act.TargetName, MaxName),
        BeforeJson = act.Before?.ToJsonString(AuditDetails.Json),
        AfterJson = act.After?.ToJsonString(AuditDetails.Json),
    }).Entity;

    public AuditRow Add(LivecallerDbContext db, OperatorGrant grant, AuditAct act) => Add(db, AuditActor.Of(grant), act);

    // Ids of one millisecond have no order, so each takes one of its own.
    private string NewId()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _lastId = now > _lastId.AddMilliseconds(1) ? now : _lastId.AddMilliseconds(1);
            return Guid.CreateVersion7(_lastId).ToString();
        }
    }
}

/// <summary>What was done.</summary>
/// <param name="Action">The kind of what it was done to, a dot, and what was done.</param>
/// <param name="TargetId">The id of what it was done to.</param>
/// <param name="TargetName">Its name.</param>
internal sealed record AuditAct(string Action, string TargetId, string TargetName)
{
    /// <summary>The values that were changed, as they were before. Never a secret.</summary>
    public JsonObject? Before { get; init; }

    /// <summary>The values that were changed, as they are now. Never a secret.</summary>
    public JsonObject? After { get; init; }
}

/// <summary>Who did it.</summary>
internal sealed record AuditActor(Guid? Id, string Name, string Via, string? ApiKey = null, string? Address = null)
{
    /// <summary>Whoever can use the server's files.</summary>
    public static AuditActor Command { get; } = new(null, "", "command");

    public static AuditActor Of(OperatorGrant grant) => new(grant.Account?.Id, grant.Account?.DisplayName ?? "", grant.Kind switch
    {
        OperatorSessionKind.Api => "api",
        OperatorSessionKind.ApiKey => "api_key",
        OperatorSessionKind.Dashboard => "dashboard",
        _ => "application",
    }, grant.KeyName, grant.Address);
}
