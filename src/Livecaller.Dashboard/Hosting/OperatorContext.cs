using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Hosting;

/// <summary>The operator of this circuit. Set once, from the document that was rendered after authentication.</summary>
internal sealed class OperatorContext
{
    private DashboardOperator? _operator;

    internal DashboardOperator Operator => _operator ?? throw new InvalidOperationException("The circuit has no operator yet.");

    internal OperatorId Id => Operator.OperatorId;

    /// <summary>The operator, for services.</summary>
    internal OperatorCaller Caller => Operator.Caller;

    internal void Begin(DashboardOperator signedIn)
    {
        if (_operator is not null && _operator != signedIn)
            throw new InvalidOperationException("A circuit belongs to one operator.");
        _operator = signedIn;
    }
}
