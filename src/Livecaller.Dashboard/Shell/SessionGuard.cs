using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server.Operators;
using Livecaller.Server.Visitors;

namespace Livecaller.Dashboard.Shell;

/// <summary>Ends a circuit with the session that it was opened in.</summary>
internal sealed class SessionGuard(SessionWatch watch) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private IDisposable? _subscription;
    private OperatorSessionEnd? _end;
    private Action<OperatorSessionEnd>? _onEnd;

    /// <summary>Begins to watch the session. Returns why it has ended already, or null.</summary>
    /// <param name="signedIn">The operator of the circuit.</param>
    /// <param name="onEnd">Called on any thread when the session ends after this call.</param>
    internal async Task<OperatorSessionEnd?> BeginAsync(DashboardOperator signedIn, Action<OperatorSessionEnd> onEnd)
    {
        // Off the dispatcher, as every call of the server.
        _subscription = await Task.Run(() => watch.ListenAsync(signedIn.SessionId, OnEnd, _closed.Token));
        _onEnd = onEnd;
        return _end;
    }

    internal static string TextOf(OperatorSessionEnd reason) => reason switch
    {
        OperatorSessionEnd.Expired => Texts.SessionExpiredText,
        OperatorSessionEnd.SignedOut => Texts.SessionSignedOutText,
        OperatorSessionEnd.Revoked => Texts.SessionRevokedText,
        OperatorSessionEnd.CredentialsChanged => Texts.SessionCredentialsText,
        OperatorSessionEnd.RoleChanged => Texts.SessionRoleText,
        OperatorSessionEnd.LockedOut => Texts.SessionLockedText,
        _ => Texts.SessionDeletedText,
    };

    public void Dispose()
    {
        _closed.Cancel();
        _subscription?.Dispose();
    }

    private void OnEnd(OperatorSessionEnd reason)
    {
        _end = reason;
        _onEnd?.Invoke(reason);
    }
}
