using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Livecaller.Bench.Hosting;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Proxies;

/// <summary>The host under <c>/chat/</c> of a site, behind a real nginx.</summary>
public sealed partial class SubPathTests
{
    private const string PassesItOn = "location /chat/ { proxy_pass http://HOST; }";
    private const string Strips = "location /chat/ { proxy_pass http://HOST/; }";
    private const string StripsAndTells = "location /chat/ { proxy_set_header X-Forwarded-Prefix /chat; proxy_pass http://HOST/; }";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StripsAndTells, false)]
    [InlineData(StripsAndTells, true)]
    [InlineData(Strips, true)]
    [InlineData(PassesItOn, true)]
    public async Task Visitors_operators_and_developers_reach_everything_under_a_sub_path(string location, bool hasPublicUrl)
    {
        await using var site = await Site.StartAsync(location, hasPublicUrl);

        await VisitorTalksAsync(site.Root);
        await OperatorSignsInAsync(site.Root);
        await DeveloperReadsTheDocsAsync(site.Root);
    }

    private static async Task VisitorTalksAsync(Uri root)
    {
        using var visitor = await Api.LoginAsync(root, LivecallerProcess.WidgetId);

        var realtime = (await visitor.GetAsync("v1/widget"))["data"]!["realtime"]!;
        Assert.Equal(("127.0.0.1", root.Port, "/chat"), ((string?)realtime["host"], (int)realtime["port"]!, (string?)realtime["path"]));
        Assert.Equal(new Uri(root, "v1/widget/broadcasting/auth").AbsoluteUri, (string?)realtime["auth_endpoint"]);
        Assert.Contains("connection_established", await ConnectAsync(realtime), StringComparison.Ordinal);

        var (location, file) = await UploadAsync(visitor, root);
        Assert.StartsWith("/chat/v1/widget/attachments/", location, StringComparison.Ordinal);
        Assert.StartsWith(root.AbsoluteUri + "v1/attachments/", (string?)file["url"], StringComparison.Ordinal);
        Assert.Equal("text", await visitor.Http.GetStringAsync((string)file["url"]!, Cancelled));

        using var frame = await visitor.Http.GetAsync("widget/" + LivecallerProcess.WidgetId, Cancelled);
        Assert.Equal(HttpStatusCode.OK, frame.StatusCode);
        Assert.Contains($"ws://{root.Authority}", Assert.Single(frame.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync("livecaller.js", Cancelled)).StatusCode);
    }

    private static async Task OperatorSignsInAsync(Uri root)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = root };

        Assert.Equal("/chat/dashboard", await RedirectAsync(browser.GetAsync("", Cancelled)));
        var signIn = await RedirectAsync(browser.GetAsync("dashboard", Cancelled));
        Assert.Equal("/chat/dashboard/login?returnUrl=%2Fchat%2Fdashboard", signIn);
        var page = await browser.GetStringAsync(signIn, Cancelled);
        var fields = SignInPage.Fields(page);
        fields["email"] = LivecallerProcess.OperatorEmail;
        fields["password"] = LivecallerProcess.OperatorPassword;
        var action = Action().Match(page).Groups[1].Value;
        Assert.Equal("/chat/dashboard/login", action);
        Assert.Equal("/chat/dashboard", await RedirectAsync(browser.PostAsync(action, new FormUrlEncodedContent(fields), Cancelled)));

        var dashboard = await browser.GetStringAsync("dashboard", Cancelled);
        Assert.Contains("<base href=\"/chat/dashboard/\"", dashboard, StringComparison.Ordinal);
        var loaded = Loaded().Matches(dashboard).Select(m => m.Groups[1].Value).ToList();
        Assert.True(loaded.Count > 5);
        foreach (var part in loaded)
        {
            using var answer = await browser.GetAsync(part, Cancelled);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{part}: {answer.StatusCode}");
        }

        using var negotiated = await browser.PostAsync("dashboard/_blazor/negotiate?negotiateVersion=1", null, Cancelled);
        Assert.Equal(HttpStatusCode.OK, negotiated.StatusCode);
        var token = (string)JsonNode.Parse(await negotiated.Content.ReadAsStringAsync(Cancelled))!["connectionToken"]!;
        using var socket = new ClientWebSocket { Options = { Cookies = handler.CookieContainer } };
        await socket.ConnectAsync(new Uri($"ws://{root.Authority}/chat/dashboard/_blazor?id={token}"), Cancelled);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    private static async Task DeveloperReadsTheDocsAsync(Uri root)
    {
        using var browser = new HttpClient { BaseAddress = root };

        var document = JsonNode.Parse(await browser.GetStringAsync("openapi/livecaller.json", Cancelled))!;
        Assert.Equal(root.AbsoluteUri.TrimEnd('/'), (string?)document["servers"]![0]!["url"]);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("docs", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("health/ready", Cancelled)).StatusCode);
    }

    private static async Task<string> RedirectAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var location = answer.Headers.Location!;
        return location.IsAbsoluteUri ? location.PathAndQuery : location.OriginalString;
    }

    private static async Task<string> ConnectAsync(JsonNode realtime)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new Uri($"{realtime["scheme"]}://{realtime["host"]}:{realtime["port"]}{realtime["path"]}/app/{realtime["key"]}?protocol=7"), Cancelled);
        var buffer = new byte[4096];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), Cancelled);
        return Encoding.UTF8.GetString(buffer.AsSpan(0, received.Count));
    }

    private static async Task<(string Location, JsonNode File)> UploadAsync(Api visitor, Uri root)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/widget/attachments") { Content = new ByteArrayContent("te"u8.ToArray()) };
        request.Content.Headers.ContentType = new("application/offset+octet-stream");
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Length", "4");
        request.Headers.Add("Upload-Metadata", "filename " + Convert.ToBase64String("note.txt"u8));
        using var created = await visitor.Http.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var location = created.Headers.Location!.OriginalString;

        using var rest = new HttpRequestMessage(HttpMethod.Patch, new Uri(root, location)) { Content = new ByteArrayContent("xt"u8.ToArray()) };
        rest.Content.Headers.ContentType = new("application/offset+octet-stream");
        rest.Headers.Add("Tus-Resumable", "1.0.0");
        rest.Headers.Add("Upload-Offset", "2");
        using var appended = await visitor.Http.SendAsync(rest, Cancelled);
        Assert.Equal(HttpStatusCode.NoContent, appended.StatusCode);
        return (location, (await visitor.GetAsync(new Uri(root, location).AbsoluteUri))["data"]!);
    }

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("(?:<link [^>]*href|<script [^>]*src)=\"([^\"]+)\"")]
    private static partial Regex Loaded();

    private sealed class Site : IAsyncDisposable
    {
        private LivecallerProcess _host = null!;
        private Nginx _proxy = null!;

        /// <summary>The address of the chat as browsers see it.</summary>
        public Uri Root { get; private set; } = null!;

        public static async Task<Site> StartAsync(string location, bool hasPublicUrl)
        {
            var site = new Site();
            var port = Nginx.FreePort();
            site.Root = new Uri($"http://127.0.0.1:{port}/chat/");
            string[] arguments = [.. LivecallerProcess.Seed, "--ForwardedHeaders_Enabled=true"];
            if (hasPublicUrl) arguments = [.. arguments, "--Livecaller:PublicUrl=" + site.Root];
            site._host = await LivecallerProcess.StartHostAsync(arguments);
            site._proxy = await Nginx.StartAsync(port, location.Replace("HOST", site._host.Address.Authority, StringComparison.Ordinal));
            return site;
        }

        public async ValueTask DisposeAsync()
        {
            await _proxy.DisposeAsync();
            await _host.DisposeAsync();
        }
    }
}
