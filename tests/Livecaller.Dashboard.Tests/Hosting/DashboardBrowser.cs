using System.Net;
using System.Text.RegularExpressions;

namespace Livecaller.Dashboard.Tests.Hosting;

/// <summary>As much of a browser as a form needs: cookies, and no redirect followed unseen.</summary>
internal sealed partial class DashboardBrowser : IDisposable
{
    private readonly HttpClient _http;

    internal DashboardBrowser(Uri address) => _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = Cookies,
    })
    { BaseAddress = address };

    internal CookieContainer Cookies { get; } = new();

    /// <summary>Where the dashboard is.</summary>
    internal string Dashboard { get; init; } = "/dashboard";

    internal Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path, TestContext.Current.CancellationToken);

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request, TestContext.Current.CancellationToken);

    internal Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        _http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))), TestContext.Current.CancellationToken);

    internal async Task<HttpResponseMessage> SignInAsync(
        string password = DashboardHost.Password, string email = DashboardHost.Email, string? returnUrl = null)
    {
        var page = await ReadAsync(Dashboard + "/login");
        return await PostAsync(
            Dashboard + "/login", ("email", email), ("password", password), ("returnUrl", returnUrl ?? ""), ("__RequestVerificationToken", Token(page)));
    }

    internal async Task<string> ReadAsync(string path)
    {
        using var response = await GetAsync(path);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    internal static string Token(string page) => TokenField().Match(page) is { Success: true } match
        ? WebUtility.HtmlDecode(match.Groups[1].Value)
        : throw new InvalidOperationException("The page has no antiforgery token: " + page);

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
