using System.Net.Http.Json;
using System.Text.Json;
using Livecaller.Protocol;
using Livecaller.Server;
using Livecaller.Server.Departments;
using Livecaller.Server.Operators;
using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Dashboard.Tests.Support;

/// <summary>The real server, on SQLite in a folder of its own: visitors act through its API, operators through its operator service.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly HttpClient _http;

    internal Desk(TimeProvider time)
    {
        (_app, _folder) = Wait(TestServer.StartAsync(time));
        _http = new() { BaseAddress = new Uri(_app.Urls.Single()) };
        _http.DefaultRequestHeaders.Add("X-LC-Widget", TestServer.Widget);
        Operators = new(_app.Services);
        Feed = new(_app.Services.GetRequiredService<IConversationFeed>());
    }

    /// <summary>The operator service that the dashboard calls, and what the test wants of it.</summary>
    internal WatchedOperatorService Operators { get; }

    internal WatchedFeed Feed { get; }

    internal OperatorWidgetPayload Widget => Get(CallAsync((IWidgetService s) => s.FindAsync(OperatorCaller.Application, new(TestServer.Widget))));

    internal string Secret => Get(CallAsync((IWidgetService s) => s.ReadSecretAsync(OperatorCaller.Application, new(TestServer.Widget))));

    internal IReadOnlyList<OperatorDepartmentPayload> Departments => Get(CallAsync((IDepartmentService s) => s.ListAsync(OperatorCaller.Application, null)));

    internal IServiceScope CreateScope() => _app.Services.CreateScope();

    /// <summary>Gives an operator a role, and returns the id of a new session of the dashboard.</summary>
    internal string SignIn(DashboardOperatorStub who, string role) => Wait(SignInAsync(who, role));

    /// <summary>Changes an account, as another page or the application would.</summary>
    internal Task ChangeAccountAsync(DashboardOperatorStub who, Func<UserManager<LivecallerOperator>, LivecallerOperator, Task<IdentityResult>> change) =>
        CallAsync(async (UserManager<LivecallerOperator> accounts) =>
        {
            var changed = await change(accounts, (await accounts.FindByIdAsync(who.Id))!);
            Assert.True(changed.Succeeded, string.Join(' ', changed.Errors.Select(e => e.Description)));
            return changed;
        });

    /// <summary>A visitor starts a conversation; without a name the visitor is anonymous.</summary>
    internal DeskConversation Start(string? name, params string[] messages) => Start(new DeskVisitor(name), null, null, messages);

    internal DeskConversation Start(
        DeskVisitor visitor, IReadOnlyDictionary<string, string>? fields, DepartmentId? department, params string[] messages)
    {
        var token = Login(visitor);
        var started = Post(token, "conversations", new { fields, department_id = department?.Value });
        var conversation = new DeskConversation(this, new(started.GetProperty("data").GetProperty("id").GetString()!), token);
        foreach (var message in messages) VisitorSays(conversation, message);
        return conversation;
    }

    internal DeskConversation AsksForCall(string visitorName, string phone, string? name = null)
    {
        var token = Login(new DeskVisitor(visitorName));
        var asked = Post(token, "callbacks", new { phone, name });
        return new(this, new(asked.GetProperty("data").GetProperty("id").GetString()!), token);
    }

    internal DepartmentId AddDepartment(string name) =>
        Get(CallAsync((IDepartmentService s) => s.CreateAsync(OperatorCaller.Application, new() { WidgetId = new(TestServer.Widget), DisplayName = name }))).Id;

    internal void AskFor(params WidgetField[] fields) => Get(CallAsync((IWidgetService s) => s.UpdateAsync(OperatorCaller.Application, new(TestServer.Widget), new WidgetRequest { Fields = fields })));

    internal MessagePayload VisitorSays(DeskConversation conversation, string text, params DeskFile[] files)
    {
        var attachments = files.Select(file => Upload(conversation.Token, file)).ToArray();
        var sent = Post(conversation.Token, $"conversations/{conversation.Id}/messages", new { id = NewId(), content = text, attachments });
        return sent.GetProperty("data").Deserialize(LivecallerJson.Default.MessagePayload)!;
    }

    internal MessagePayload OperatorSays(DeskConversation conversation, DashboardOperatorStub who, string text, MessageId? replyTo = null) =>
        Get(CallAsync((IOperatorService s) => s.SendAsync(who.Caller, conversation.Id, new() { Id = new(NewId()), Content = text, ReplyTo = replyTo })));

    internal void VisitorReads(DeskConversation conversation) =>
        Post(conversation.Token, $"conversations/{conversation.Id}/read", new { sequence = conversation.Payload.LastSequence });

    internal void VisitorTypes(DeskConversation conversation, string? text = null) =>
        Post(conversation.Token, $"conversations/{conversation.Id}/typing", new { text });

    internal void Take(DeskConversation conversation, DashboardOperatorStub who) =>
        Get(CallAsync((IOperatorService s) => s.AssignAsync(who.Caller, conversation.Id, new(who.Id))));

    internal void Close(DeskConversation conversation, ParticipantType by)
    {
        if (by == ParticipantType.Visitor) Post(conversation.Token, $"conversations/{conversation.Id}/close", new { });
        else Get(CallAsync((IOperatorService s) => s.CloseAsync(DashboardOperatorStub.Nino.Caller, conversation.Id)));
    }

    /// <summary>Repeats the signal of a conversation's newest event.</summary>
    internal void SignalAgain(DeskConversation conversation)
    {
        var newest = Get(CallAsync((IOperatorService s) => s.ReadEventsAsync(OperatorCaller.Application, conversation.Id, conversation.Payload.LastSequence - 1, 1))).Data[^1];
        Feed.Tell(new(conversation.Id, newest.Type, newest.Sequence, newest.Data));
    }

    /// <summary>Calls a service of the server itself, past what the test wants of the dashboard's.</summary>
    internal async Task<T> CallAsync<TService, T>(Func<TService, Task<T>> call) where TService : notnull
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await TestServer.DeleteAsync(_folder);
    }

    private async Task<string> SignInAsync(DashboardOperatorStub who, string role)
    {
        await ChangeAccountAsync(who, async (accounts, account) =>
        {
            var roles = await accounts.GetRolesAsync(account);
            if (roles is [var only] && only == role) return IdentityResult.Success;
            await accounts.RemoveFromRolesAsync(account, roles);
            return await accounts.AddToRoleAsync(account, role);
        });
        var account = (await CallAsync((UserManager<LivecallerOperator> accounts) => accounts.FindByIdAsync(who.Id)))!;
        return (await CallAsync((OperatorSessions sessions) => sessions.BeginAsync(
            account, OperatorSessionKind.Dashboard, new("127.0.0.1", "a test"), CancellationToken.None))).Id;
    }

    // Tests of components are synchronous, and have no context that this could wait for.
    internal static T Wait<T>(Task<T> task) => Task.Run(() => task).GetAwaiter().GetResult();

    /// <summary>Returns what a service answers, which must not be a problem.</summary>
    internal static T Get<T>(Task<Outcome<T>> task)
    {
        var outcome = Wait(task);
        Assert.True(outcome.IsSuccess, outcome.Problem?.Detail ?? outcome.Problem?.Title);
        return outcome.Value!;
    }

    private static string NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    private string Login(DeskVisitor visitor)
    {
        object body = visitor.Name is null ? new { } : new { jwt_token = TestServer.Sign(visitor) };
        return Post(null, "auth/login", body).GetProperty("auth").GetProperty("access_token").GetString()!;
    }

    private string Upload(string token, DeskFile file)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(file.Bytes), "file", file.Name } };
        return Send(token, "attachments", form).GetProperty("data").GetProperty("id").GetString()!;
    }

    private JsonElement Post(string? token, string path, object body) => Send(token, path, JsonContent.Create(body, options: TestServer.Json));

    private JsonElement Send(string? token, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/widget/" + path) { Content = content };
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        using var answer = Wait(_http.SendAsync(request));
        var text = Wait(answer.Content.ReadAsStringAsync());
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }
}

/// <summary>Who starts a conversation.</summary>
internal sealed record DeskVisitor(string? Name, string? UserId = null, string? Email = null);

/// <summary>A file that a visitor sends.</summary>
internal sealed record DeskFile(string Name, byte[] Bytes);
