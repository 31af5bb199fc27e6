namespace Livecaller.Server.Operators;

/// <summary>Who calls a service. The service reads from the database, in each call, whether the caller may do what the call does.</summary>
public sealed record OperatorCaller
{
    private OperatorCaller(OperatorId? operatorId, string? sessionId) => (OperatorId, SessionId) = (operatorId, sessionId);

    /// <summary>The application that the server runs in. It can see and change everything, but can't write in a conversation.</summary>
    public static OperatorCaller Application { get; } = new(null, null);

    /// <summary>The operator; null for the application.</summary>
    public OperatorId? OperatorId { get; }

    /// <summary>The session that the call is made in, or the API key that it is made with; null for a call by the application.</summary>
    public string? SessionId { get; }

    /// <summary>The address that the call came from, for the audit log; null for the one that the session began from.</summary>
    internal string? Address { get; init; }

    /// <summary>Returns the caller for an operator who has signed in. Calls are refused with 401 after the session has ended.</summary>
    /// <param name="operatorId">The operator.</param>
    /// <param name="sessionId">The operator's session, of the operator API or the dashboard.</param>
    public static OperatorCaller InSession(OperatorId operatorId, string sessionId)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        return new(operatorId, sessionId);
    }

    /// <summary>
    /// Returns the caller for the application, in the name of an operator. The application has to know that the operator wants it. Calls are
    /// refused with 403 when the account is locked or doesn't exist, or when the operator's role doesn't allow them.
    /// </summary>
    /// <param name="operatorId">The operator.</param>
    public static OperatorCaller OnBehalfOf(OperatorId operatorId) => new(operatorId, null);
}
