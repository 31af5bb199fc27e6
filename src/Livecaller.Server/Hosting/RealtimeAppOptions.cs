namespace Livecaller.Server.Hosting;

/// <summary>The realtime application: <c>Livecaller:Realtime</c>. What is left out is generated once and kept in the data directory.</summary>
public sealed class RealtimeAppOptions
{
    /// <summary>The application's id.</summary>
    /// <value>Null: generated.</value>
    public string? AppId { get; set; }

    /// <summary>The application's key: public.</summary>
    /// <value>Null: generated.</value>
    public string? AppKey { get; set; }

    /// <summary>The application's secret.</summary>
    /// <value>Null: generated.</value>
    public string? AppSecret { get; set; }
}
