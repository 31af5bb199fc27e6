namespace Livecaller.Server.Hosting;

// The lines that RunLivecallerAsync() prints once the server has started.
internal static class Welcome
{
    public static IEnumerable<string> Lines(WebApplication app)
    {
        var services = app.Services;
        var endpoints = services.GetRequiredService<EndpointDataSource>();
        var hasDocs = services.GetRequiredService<IOptions<LivecallerServerOptions>>().Value.Docs != ApiDocsAccess.Off;
        foreach (var url in app.Urls)
        {
            var address = url.TrimEnd('/');
            yield return $"Site:       {address}/";
            if (services.GetRequiredService<DashboardPath>().Find() is { } dashboard) yield return $"Dashboard:  {address}{dashboard}";
            if (hasDocs && DashboardPath.Of(endpoints, ApiDocs.PageName) is { } docs) yield return $"API:        {address}{docs}";
        }

        if (services.GetRequiredService<StartupReport>().Login is { } login)
        {
            yield return $"Widget id:  {login.WidgetId}";
            if (login.OperatorEmail is { } email) yield return $"Operator:   {email}";
            if (login.SetupToken is { } token && services.GetRequiredService<SetupAddress>().For(token) is { } link)
            {
                yield return $"Set up:     {link}";
                yield return "            Open this link within an hour to create the first account. It works once.";
            }
        }

        yield return "Livecaller is ready";
    }
}
