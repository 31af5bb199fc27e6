using Livecaller.Realtime.Limits;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Http;

// What the filters of a group have found for a call.
internal static class CallContext
{
    public static WidgetRow Widget(this HttpContext http) => Required<WidgetRow>(http);

    public static VisitorSessionRow Session(this HttpContext http) => Required<VisitorSessionRow>(http);

    public static VisitorRow Visitor(this HttpContext http) => Required<VisitorSessionRow>(http).Visitor!;

    public static LivecallerOperator Operator(this HttpContext http) => Required<SignedInOperator>(http).Account;

    public static OperatorSessionRow OperatorSession(this HttpContext http) => Required<SignedInOperator>(http).Session;

    public static OperatorId OperatorId(this HttpContext http) => new(http.Operator().Id.ToString());

    /// <summary>The operator of the call, for services.</summary>
    public static OperatorCaller OperatorCaller(this HttpContext http) => Operators.OperatorCaller.InSession(http.OperatorId(), http.OperatorSession().Id) with { Address = http.Connection.RemoteIpAddress?.ToString() };

    /// <summary>The address that limits count: IPv4, or the /64 of IPv6.</summary>
    public static string ClientAddress(this HttpContext http) => ClientNetwork.Of(http.Connection.RemoteIpAddress);

    /// <summary>What the list of an operator's sessions says about the caller.</summary>
    public static OperatorClient OperatorClient(this HttpContext http) =>
        new(http.Connection.RemoteIpAddress?.ToString(), http.Request.Headers.UserAgent is [{ Length: > 0 } agent, ..] ? agent : null, http.ClientAddress());

    private static T Required<T>(HttpContext http) =>
        http.Features.Get<T>() ?? throw new InvalidOperationException($"No filter has set {typeof(T).Name}.");
}
