using Livecaller.Protocol;

namespace Livecaller.Server.Widgets;

/// <summary>What an operator can see and change of the widgets.</summary>
public interface IWidgetService
{
    /// <summary>All widgets, oldest first.</summary>
    Task<IReadOnlyList<WidgetDetails>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>One widget; 404 when there is none.</summary>
    Task<Outcome<WidgetDetails>> FindAsync(WidgetId id, CancellationToken cancellationToken = default);

    /// <summary>Changes what is not null in <paramref name="change"/>; 422 for an invalid origin or color, an empty name, or a form that cannot be filled in.</summary>
    Task<Outcome<WidgetDetails>> UpdateAsync(WidgetId id, WidgetChange change, CancellationToken cancellationToken = default);

    /// <summary>Creates a new secret. Identity tokens that were signed with the old one are refused from then on.</summary>
    Task<Outcome<WidgetDetails>> RotateSecretAsync(WidgetId id, CancellationToken cancellationToken = default);
}
