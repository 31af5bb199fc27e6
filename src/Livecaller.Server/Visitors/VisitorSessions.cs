using System.Text.Json;
using Livecaller.Server.Blocks;
using Livecaller.Server.Conversations;
using Livecaller.Server.Widgets;

namespace Livecaller.Server.Visitors;

internal sealed class VisitorSessions(WriteGate gate, PreparedReads reads, WidgetSecrets secrets, SignedToken tokens, SessionEnds ends, BlockList blocks, TimeProvider time)
{
    public async Task<Outcome<VisitorSession>> LoginAsync(WidgetRow widget, VisitorLoginRequest request, VisitorClient client, CancellationToken cancellationToken)
    {
        if (VisitorRules.CheckDevice(request.Device) is { } fault) return fault;
        IdentityClaims? claims = null;
        if (request.JwtToken is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } token)
        {
            var identified = await secrets.CheckAsync(widget, token).ConfigureAwait(false);
            if (!identified.IsSuccess) return identified.Problem;
            claims = identified.Value;
        }
        return await gate.WriteAsync<Outcome<VisitorSession>>(async db =>
        {
            var now = time.GetUtcNow();
            var visitor = claims is null ? null
                : await db.Visitors.SingleOrDefaultAsync(v => v.WidgetId == widget.Id && v.UserId == claims.Subject).ConfigureAwait(false);
            if (visitor is null)
            {
                visitor = new VisitorRow
                {
                    Id = Guid.CreateVersion7(now).ToString(),
                    WidgetId = widget.Id,
                    UserId = claims?.Subject,
                    CreatedAt = now,
                };
                db.Visitors.Add(visitor);
            }
            if (blocks.HasVisitor(visitor.Id)) return BlockList.Refusal;
            Apply(visitor, claims);
            var session = new VisitorSessionRow
            {
                Id = Guid.NewGuid().ToString(),
                WidgetId = widget.Id,
                VisitorId = visitor.Id,
                Visitor = visitor,
                Device = request.Device?.GetRawText(),
                Address = client.Address,
                UserAgent = client.UserAgent,
                Language = client.Language,
                CreatedAt = now,
                ExpiresAt = now + VisitorRules.SessionLifetime,
            };
            db.VisitorSessions.Add(session);
            return ToPayload(session);
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The session that a token stands for; null for one that is unknown, expired, revoked or another widget's.</summary>
    public VisitorSessionRow? Find(string widgetId, string? authorization) =>
        tokens.Read(SignedToken.Visitor, authorization) is { } id && reads.FindVisitorSession(id) is { RevokedAt: null } session
            && session.WidgetId == widgetId && session.ExpiresAt > time.GetUtcNow() ? session : null;

    /// <summary>A fresh token. A given identity token must stand for the session's own visitor, whose profile it updates.</summary>
    public async Task<Outcome<VisitorSession>> RefreshAsync(
        WidgetRow widget, string sessionId, JsonElement? identity, VisitorClient client, CancellationToken cancellationToken)
    {
        IdentityClaims? claims = null;
        if (identity is { } token)
        {
            var identified = await secrets.CheckAsync(widget, token).ConfigureAwait(false);
            if (!identified.IsSuccess) return identified.Problem;
            claims = identified.Value;
        }
        return await gate.WriteAsync<Outcome<VisitorSession>>(async db =>
        {
            var session = await db.VisitorSessions.Include(s => s.Visitor).SingleOrDefaultAsync(s => s.Id == sessionId).ConfigureAwait(false);
            if (session is not { RevokedAt: null }) return Problems.Unauthorized("The session has ended. Log in again.");
            if (claims is not null && session.Visitor!.UserId != claims.Subject)
                return VisitorRules.AnotherVisitor;
            Apply(session.Visitor!, claims);
            (session.Address, session.UserAgent, session.Language) = (client.Address, client.UserAgent, client.Language);
            session.ExpiresAt = time.GetUtcNow() + VisitorRules.SessionLifetime;
            return ToPayload(session);
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    public async Task LogoutAsync(string sessionId, CancellationToken cancellationToken)
    {
        await gate.WriteAsync(async db =>
        {
            if (await db.VisitorSessions.FindAsync(sessionId).ConfigureAwait(false) is { } session) session.RevokedAt ??= time.GetUtcNow();
            return true;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        ends.Close(sessionId, reason: null);
    }

    private VisitorSession ToPayload(VisitorSessionRow session) => new(
        new VisitorSessionData(new(session.Id), ConversationPayloads.ToPayload(session.Visitor!)),
        new SessionToken(tokens.Make(SignedToken.Visitor, session.Id, session.ExpiresAt), "Bearer", (long)VisitorRules.SessionLifetime.TotalSeconds));

    // A claim that is left out does not change the profile.
    private static void Apply(VisitorRow visitor, IdentityClaims? claims)
    {
        if (claims is null) return;
        visitor.Name = claims.Name ?? visitor.Name;
        visitor.Email = claims.Email ?? visitor.Email;
        visitor.Mobile = claims.Mobile ?? visitor.Mobile;
        // Those that operators have added count, too.
        if (claims.Attributes is { } attributes && AttributeRules.Merge(visitor.AttributesJson, attributes.EnumerateObject().Select(a => KeyValuePair.Create(a.Name, a.Value))) is { Problem: null } merged)
            visitor.AttributesJson = merged.Value;
    }
}
