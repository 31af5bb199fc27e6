namespace Livecaller.Server.Hosting;

/// <summary>Who can read the description of the API and its page, which <c>MapLivecallerDocs()</c> maps.</summary>
public enum ApiDocsAccess
{
    /// <summary>Everyone. The description is the same for each installation and contains no data of it.</summary>
    Public,

    /// <summary>Operators who are signed in to the dashboard. Without a dashboard, nobody.</summary>
    Operators,

    /// <summary>Nobody: the addresses answer 404.</summary>
    Off,
}
