using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Livecaller.EndToEnd.AnyPage;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;

namespace Livecaller.EndToEnd;

/// <summary>An uploader of another maker, on a page of another origin, against our server.</summary>
public sealed class TusJsTests(Browser browser)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string Prepare = """
        async ([api, widgetId]) => {
          const headers = { 'X-LC-Widget': widgetId };
          const login = await fetch(api + 'v1/widget/auth/login', {
            method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify({ device: 'tus-js-client' }) });
          headers.Authorization = 'Bearer ' + (await login.json()).auth.access_token;
          const bytes = new Uint8Array(5_000_000).map((_, i) => 32 + (i * 31 + (i >> 8) * 7) % 95);
          const file = new File([bytes], 'lamp.txt', { type: 'text/plain', lastModified: 1 });
          const digest = async data => Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', data)), b => b.toString(16).padStart(2, '0')).join('');

          // What is asked of the server, and the upload; it ends when it is done, or with its first byte behind `until`.
          window.upload = ({ until = Infinity, resume = false, terminate = false, before, retryDelays = [0, 50, 200, 500] }) => new Promise(async (resolve, reject) => {
            const calls = [];
            const upload = new tus.Upload(file, {
              endpoint: api + 'v1/widget/attachments', headers, chunkSize: 500_000, retryDelays, onBeforeRequest: before,
              metadata: { filename: file.name, filetype: file.type },
              onAfterResponse: (request, response) => calls.push({
                method: request.getMethod(), status: response.getStatus(), offset: Number(response.getHeader('Upload-Offset')) }),
              onProgress: sent => { if (sent > until) { until = Infinity; upload.abort(terminate).then(() => resolve({ url: upload.url, calls }), reject); } },
              onError: reject,
              onSuccess: () => resolve({ url: upload.url, calls }) });
            if (resume) upload.resumeFromPreviousUpload((await upload.findPreviousUploads())[0]);
            upload.start();
          });
          window.get = async url => { const answer = await fetch(url, { headers }); return { status: answer.status, body: await answer.json() }; };
          return digest(await file.arrayBuffer());
        }
        """;

    private const string Interrupted = """
        async () => {
          const broken = await upload({ until: 2_200_000 });
          const early = await get(broken.url);
          const whole = await upload({ resume: true });
          return JSON.stringify({ broken, early, whole, attachment: (await get(whole.url)).body.data });
        }
        """;

    private const string BeginAndHold = """
        async () => {
          const released = new Promise(resolve => window.release = resolve);
          await new Promise((hold, fail) => {
            window.whole = upload({ retryDelays: Array(100).fill(300), before: async request => {
              if (!(Number(request.getHeader('Upload-Offset')) >= 1_000_000)) return;
              hold();
              await released;
            } });
            window.whole.catch(fail);
          });
        }
        """;

    private const string GoOn = """
        async () => {
          const done = await whole;
          return JSON.stringify({ calls: done.calls, attachment: (await get(done.url)).body.data });
        }
        """;

    private const string Terminated = """
        async () => {
          const gone = await upload({ until: 1_200_000, terminate: true });
          return JSON.stringify({ calls: gone.calls, after: (await get(gone.url)).status });
        }
        """;

    [Fact]
    public async Task An_upload_that_broke_off_goes_on_where_it_was()
    {
        await using var page = new StaticSite();
        await using var server = await StartForPagesOfAsync(page.Address);
        await using var visitor = await browser.OpenAsync(page.Address);
        var digest = await EnterAsync(visitor, server.Address);

        var seen = JsonNode.Parse(await visitor.Page.EvaluateAsync<string>(Interrupted))!;
        Assert.Equal(409, (int?)seen["early"]!["status"]);
        Assert.Equal((string?)seen["broken"]!["url"], (string?)seen["whole"]!["url"]);
        var resumed = seen["whole"]!["calls"]!.AsArray();
        Assert.DoesNotContain(resumed, call => (string?)call!["method"] == "POST");
        var head = resumed.First(call => (string?)call!["method"] == "HEAD" && (int?)call["status"] == 200)!;
        Assert.InRange((long)head["offset"]!, 2_000_000, 4_999_999);

        await IsStoredAsync(seen["attachment"]!, digest);
    }

    [Fact]
    public async Task An_upload_goes_on_after_the_server_was_killed()
    {
        await using var page = new StaticSite();
        await using var server = await StartForPagesOfAsync(page.Address);
        await using var visitor = await browser.OpenAsync(page.Address);
        var digest = await EnterAsync(visitor, server.Address);

        await visitor.Page.EvaluateAsync(BeginAndHold).WaitAsync(Patience, TestContext.Current.CancellationToken);
        await server.KillAsync();
        await visitor.Page.EvaluateAsync("release()");
        await server.RestartAsync();
        var seen = JsonNode.Parse(await visitor.Page.EvaluateAsync<string>(GoOn).WaitAsync(Patience, TestContext.Current.CancellationToken))!;

        var head = seen["calls"]!.AsArray().First(call => (string?)call!["method"] == "HEAD" && (int?)call["status"] == 200)!;
        Assert.Equal(1_000_000, (long)head["offset"]!);
        await IsStoredAsync(seen["attachment"]!, digest);
    }

    [Fact]
    public async Task An_upload_that_is_given_up_is_gone()
    {
        await using var page = new StaticSite();
        await using var server = await StartForPagesOfAsync(page.Address);
        await using var visitor = await browser.OpenAsync(page.Address);
        await EnterAsync(visitor, server.Address);

        var seen = JsonNode.Parse(await visitor.Page.EvaluateAsync<string>(Terminated))!;
        Assert.Contains(seen["calls"]!.AsArray(), call => (string?)call!["method"] == "DELETE" && (int?)call["status"] == 204);
        Assert.Equal(404, (int?)seen["after"]);
    }

    private static async Task IsStoredAsync(JsonNode attachment, string digest)
    {
        Assert.Equal(("lamp.txt", 5_000_000), ((string?)attachment["name"], (int?)attachment["size"]));
        using var anybody = new HttpClient();
        var stored = await anybody.GetByteArrayAsync((string)attachment["url"]!, TestContext.Current.CancellationToken);
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(stored)));
    }

    private static Task<LivecallerProcess> StartForPagesOfAsync(Uri page) => LivecallerProcess.StartHostAsync(
        [.. LivecallerProcess.Seed, $"--Livecaller:Seed:AllowedOrigins={page.GetLeftPart(UriPartial.Authority)}"]);

    private static async Task<string> EnterAsync(Person visitor, Uri server)
    {
        await visitor.Page.GotoAsync("/empty");
        await visitor.Page.AddScriptTagAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "ThirdParty", "tus.min.js") });
        return await visitor.Page.EvaluateAsync<string>(Prepare, new[] { server.ToString(), LivecallerProcess.WidgetId });
    }
}
