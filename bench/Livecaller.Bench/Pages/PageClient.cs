using System.Net.Http.Headers;
using System.Net.Http.Json;
using Livecaller.Bench.Hosting;
using Livecaller.Protocol;

namespace Livecaller.Bench.Pages;

/// <summary>An operator who reads pages over HTTP.</summary>
internal sealed class PageClient : IDisposable
{
    private readonly HttpClient _http;

    private PageClient(HttpClient http) => _http = http;

    public static async Task<PageClient> SignInAsync(Uri address)
    {
        var http = new HttpClient { BaseAddress = new Uri(address, "v1/operator/") };
        using var answer = await http.PostAsJsonAsync("auth/login", new { email = HostProcess.OperatorEmail, password = HostProcess.OperatorPassword });
        var session = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(OperatorJson.Default.OperatorSession);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session!.Auth.AccessToken);
        return new PageClient(http);
    }

    /// <summary>The pages with their paths. What is searched for is in the data that the command <c>seed</c> adds.</summary>
    public async Task<IReadOnlyList<(string Page, string Path)>> PagesAsync()
    {
        var closed = await _http.GetFromJsonAsync("conversations?status=closed&limit=1", OperatorJson.Default.ConversationPage);
        var id = closed!.Data[0].Id;
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var month = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"from={today.AddDays(-29):yyyy-MM-dd}&to={today:yyyy-MM-dd}&time_zone=Europe/Berlin");
        return
        [
            ("inbox", "conversations"),
            ("waiting list", "conversations?status=queued&sort=waiting"),
            ("conversation", $"conversations/{id}"),
            ("its messages", $"conversations/{id}/messages"),
            ("its events", $"conversations/{id}/events"),
            ("search, rare word", "conversations?q=104242"),
            ("search, common word", "conversations?q=parcel"),
            ("search, a beginning", "conversations?q=warr"),
            ("search, Chinese", "conversations?q=" + Uri.EscapeDataString("北京")),
            ("search, no hit", "conversations?q=zeppelin"),
            ("month: summary", "reports/summary?" + month),
            ("month: days", "reports/days?" + month),
            ("month: operators", "reports/operators?" + month),
            ("month: hours", "reports/hours?" + month),
            ("month: ratings", "reports/ratings?" + month),
            ("month: comments", "reports/comments?" + month),
            ("month: availability", "reports/availability?" + month),
            ("live wall", "reports/live"),
        ];
    }

    public async Task GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path, HttpCompletionOption.ResponseContentRead);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
