using System.Security.Cryptography;
using Livecaller.Shared;
using Livecaller.Testing.Server;

namespace Livecaller.Testing.Http;

/// <summary>The routes of the visitor API. Called inside the server's lock.</summary>
internal sealed class WidgetRoutes
{
    private const string WidgetHeader = "X-LC-Widget";
    private readonly RouteTable _routes = new();
    private readonly WidgetConfiguration _widget;
    private readonly TestSessions _sessions;

    public WidgetRoutes(WidgetConfiguration widget, Func<WidgetAvailability> availability, TestSessions sessions, SessionCalls session, ConversationCalls conversations, UploadCalls uploads)
    {
        (_widget, _sessions) = (widget, sessions);
        _routes.Map("GET", "v1/attachments/{id}", uploads.Download);
        Widget("GET", "", (call, _) => Configuration(call));
        Widget("GET", "/availability", (_, _) => TestAnswer.Json(new(availability()), LivecallerJson.Default.DataEnvelopeWidgetAvailability));
        Widget("POST", "/auth/login", (call, _) => session.Login(call));
        Visitor("GET", "/auth/visitor", session.Renew);
        Visitor("PATCH", "/auth/visitor", session.Update);
        Visitor("POST", "/auth/logout", session.Logout);
        Visitor("POST", "/broadcasting/auth", session.AuthorizeChannel);
        Visitor("POST", "/callbacks", conversations.RequestCallback);
        Visitor("POST", "/conversations", conversations.Start);
        Visitor("GET", "/conversations", conversations.List);
        Visitor("GET", "/conversations/{id}", conversations.Get);
        Visitor("GET", "/conversations/{id}/messages", conversations.Messages);
        Visitor("GET", "/conversations/{id}/events", conversations.Events);
        Visitor("POST", "/conversations/{id}/messages", conversations.Send);
        Visitor("POST", "/conversations/{id}/typing", conversations.Type);
        Visitor("POST", "/conversations/{id}/read", conversations.Read);
        Visitor("POST", "/conversations/{id}/close", conversations.Close);
        Visitor("POST", "/conversations/{id}/feedback", conversations.Rate);
        Visitor("PUT", "/conversations/{id}/email", conversations.ChangeEmail);
        Visitor("POST", "/conversations/{id}/transcript", conversations.RequestTranscript);
        _routes.Map("OPTIONS", "v1/widget/attachments", (_, _) => uploads.Offer());
        Upload("POST", "/attachments", uploads.Create);
        Upload("HEAD", "/attachments/{id}", uploads.Head);
        Upload("PATCH", "/attachments/{id}", uploads.Patch);
        Upload("DELETE", "/attachments/{id}", uploads.Delete);
        Upload("POST", "/attachments/{id}", uploads.Override);
        Visitor("GET", "/attachments/{id}", uploads.Get);
    }

    public delegate TestAnswer VisitorCall(TestVisitor visitor, TestRequest call, string id);

    public TestAnswer Answer(TestRequest call) => _routes.Answer(call);

    private void Widget(string method, string path, Func<TestRequest, string, TestAnswer> handler) => _routes.Map(method, "v1/widget" + path, (call, id) =>
    {
        var widget = call.Header(WidgetHeader) is { Length: > 0 } header ? header : call.Query("widget_id");
        if (string.IsNullOrEmpty(widget)) throw new ProblemException(VisitorRules.NoWidget(WidgetHeader));
        return widget == _widget.Id.Value ? handler(call, id) : throw new ProblemException(Problems.NotFound("widget"));
    });

    private void Visitor(string method, string path, VisitorCall handler) =>
        Widget(method, path, (call, id) => handler(_sessions.Authenticate(call.Token), call, id));

    private void Upload(string method, string path, VisitorCall handler) =>
        Widget(method, path, (call, id) => UploadCalls.Answer(call, () => handler(_sessions.Authenticate(call.Token), call, id)));

    private TestAnswer Configuration(TestRequest call)
    {
        var answer = TestAnswer.Json(new(_widget), LivecallerJson.Default.DataEnvelopeWidgetConfiguration);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(answer.Body))[..32]}\"";
        var isKnown = call.Header("If-None-Match")?.Split(',', StringSplitOptions.TrimEntries).Any(k => k == "*" || k == tag) == true;
        return (isKnown ? new(304, [], null) : answer).With(("ETag", tag), ("Cache-Control", "no-cache"));
    }
}
