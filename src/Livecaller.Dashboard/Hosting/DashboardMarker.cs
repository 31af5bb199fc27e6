namespace Livecaller.Dashboard.Hosting;

/// <summary>Says that <c>AddLivecallerDashboard()</c> was called.</summary>
internal sealed class DashboardMarker;
