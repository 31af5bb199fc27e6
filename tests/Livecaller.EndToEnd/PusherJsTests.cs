using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Livecaller.EndToEnd.Running;

namespace Livecaller.EndToEnd;

/// <summary>A client of another maker, in a real browser, against our server.</summary>
public sealed class PusherJsTests(Browser browser)
{
    private const string Subscribe = """
        async widgetId => {
          const headers = { 'X-LC-Widget': widgetId, 'Content-Type': 'application/json' };
          const call = async (method, path, body) => (await fetch(path, { method, headers, body: body && JSON.stringify(body) })).json();
          const login = await call('POST', '/v1/widget/auth/login', { device: 'pusher-js' });
          headers.Authorization = 'Bearer ' + login.auth.access_token;
          const { realtime } = (await call('GET', '/v1/widget?widget_id=' + widgetId)).data;
          const conversation = (await call('POST', '/v1/widget/conversations', {
            message: { id: crypto.randomUUID(), content: 'Hello from another client' } })).data;

          const pusher = new Pusher(realtime.key, {
            cluster: '', wsHost: realtime.host, wsPort: realtime.port, wssPort: realtime.port, wsPath: realtime.path,
            forceTLS: realtime.scheme === 'wss', enabledTransports: ['ws', 'wss'],
            channelAuthorization: { endpoint: realtime.auth_endpoint, headers: { 'X-LC-Widget': widgetId, Authorization: headers.Authorization } } });
          const foreign = new Promise(resolve => pusher.subscribe('private-conversation.' + crypto.randomUUID())
            .bind('pusher:subscription_error', error => resolve(error.status)));
          const channel = pusher.subscribe(conversation.channel);
          window.received = new Promise(resolve => channel.bind('conversation.message', resolve));
          await new Promise((resolve, reject) => {
            channel.bind('pusher:subscription_succeeded', resolve);
            channel.bind('pusher:subscription_error', error => reject(new Error(JSON.stringify(error))));
          });
          return JSON.stringify({ id: conversation.id, state: pusher.connection.state, foreign: await foreign });
        }
        """;

    [Fact]
    public async Task A_third_party_client_connects_authorises_and_receives_a_message()
    {
        await using var shop = await LivecallerProcess.StartStorefrontAsync();
        await using var visitor = await browser.OpenAsync(shop.Address);
        await visitor.Page.GotoAsync("/health/live");
        await visitor.Page.AddScriptTagAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "ThirdParty", "pusher.min.js") });

        var subscribed = JsonNode.Parse(await visitor.Page.EvaluateAsync<string>(Subscribe, LivecallerProcess.WidgetId))!;
        await AnswerAsOperatorAsync(shop, (string)subscribed["id"]!, "Hello back");
        var received = JsonNode.Parse(await visitor.Page.EvaluateAsync<string>("async () => JSON.stringify(await window.received)"))!;

        Assert.Equal("connected", (string?)subscribed["state"]);
        Assert.Equal(403, (int?)subscribed["foreign"]);
        Assert.Equal("Hello back", (string?)received["content"]);
        Assert.Equal("operator", (string?)received["sender"]!["type"]);
        Assert.Equal((string?)subscribed["id"], (string?)received["conversation_id"]);
    }

    private static async Task AnswerAsOperatorAsync(LivecallerProcess shop, string conversation, string text)
    {
        using var http = new HttpClient { BaseAddress = shop.Address };
        var login = await http.PostAsJsonAsync(
            "v1/operator/auth/login",
            new { email = LivecallerProcess.OperatorEmail, password = LivecallerProcess.OperatorPassword });
        var session = JsonNode.Parse(await login.Content.ReadAsStringAsync())!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)session["auth"]!["access_token"]!);
        var sent = await http.PostAsJsonAsync(
            $"v1/operator/conversations/{conversation}/messages", new { id = Guid.NewGuid().ToString(), content = text });
        sent.EnsureSuccessStatusCode();
    }
}
