using System.Net;
using System.Text.RegularExpressions;

namespace Livecaller.Security.Tests.Support;

/// <summary>An operator's browser, as far as forms and cookies need one.</summary>
internal sealed partial class OperatorBrowser : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _root;
    private readonly Dictionary<string, string> _cookies = [];

    public OperatorBrowser(LivecallerServer server, string root = "/dashboard")
    {
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };
        _root = root;
    }

    /// <summary>All cookies, as the header of a request. A cookie for HTTPS only is sent too: the tests' connections are not encrypted.</summary>
    public string Cookies => string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}"));

    /// <summary>What the server has set, with its attributes.</summary>
    public List<string> SetCookies { get; } = [];

    /// <summary>The host name that the address bar shows; null for the server's address.</summary>
    public string? Host { get; init; }

    public async Task<HttpResponseMessage> SignInAsync()
    {
        using var page = await SendAsync(new(HttpMethod.Get, _root + "/login"));
        var token = WebUtility.HtmlDecode(TokenField().Match(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups[1].Value);
        return await SendAsync(new(HttpMethod.Post, _root + "/login")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["email"] = LivecallerServer.Email,
                ["password"] = LivecallerServer.Password,
                ["__RequestVerificationToken"] = token,
            }),
        });
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (_cookies.Count > 0) request.Headers.Add("Cookie", Cookies);
        request.Headers.Host = Host;
        var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        if (!response.Headers.TryGetValues("Set-Cookie", out var set)) return response;
        foreach (var cookie in set)
        {
            SetCookies.Add(cookie);
            var pair = cookie.Split(';')[0].Split('=', 2);
            _cookies[pair[0]] = pair[1];
        }

        return response;
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
