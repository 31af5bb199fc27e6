using System.Net;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;
using Livecaller.Server.Widgets;

namespace Livecaller.Server.Tests.Conversations;

public sealed class FormTests
{
    private static readonly WidgetField[] Form =
    [
        new() { Name = "who", Label = "Your name", Type = "name", Order = 1 },
        new() { Name = "mail", Label = "E-mail", Type = "email", Required = true, Order = 2 },
        new() { Name = "call", Label = "Telephone", Type = "tel", Order = 3 },
        new() { Name = "topic", Label = "What is it about?", Type = "select", Values = ["Order", "Other"], Order = 4 },
    ];

    private static async Task<LivecallerServer> StartAsync()
    {
        var server = await LivecallerServer.StartAsync();
        await server.Get<IWidgetService>().UpdateAsync(OperatorCaller.Application, new("shop"), new WidgetRequest { Fields = Form }, TestContext.Current.CancellationToken);
        return server;
    }

    [Fact]
    public async Task Answers_are_kept_with_their_labels_and_become_an_anonymous_visitors_profile()
    {
        await using var server = await StartAsync();
        var visitor = await server.VisitorAsync();
        var started = await visitor.PostAsync("/conversations", new
        {
            fields = new { who = "Ana", mail = "ana@example.com", call = "+995 555 123456", topic = "Order", extra = "from the app" },
            message = new { id = Caller.NewId(), content = "Hi" },
        });
        Assert.Equal(HttpStatusCode.Created, started.Status);

        var id = started.Data.GetProperty("id").GetString();
        var olga = await server.OperatorAsync();
        var seen = (await olga.GetAsync($"/conversations/{id}")).Data;
        Assert.Equal(("Order", "from the app"), (seen.GetProperty("fields").GetProperty("topic").GetString(), seen.GetProperty("fields").GetProperty("extra").GetString()));
        Assert.Equal("What is it about?", seen.GetProperty("field_labels").GetProperty("topic").GetString());
        var profile = seen.GetProperty("visitor");
        Assert.Equal(("Ana", "ana@example.com", "+995 555 123456"),
            (profile.GetProperty("name").GetString(), profile.GetProperty("email").GetString(), profile.GetProperty("mobile").GetString()));
        Assert.Equal("Ana", seen.GetProperty("last_message").GetProperty("sender").GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_identified_visitors_profile_stays_what_the_app_says()
    {
        await using var server = await StartAsync();
        var jwt = Jwt.For("u1", "Ana of the shop");
        var visitor = await server.VisitorAsync(jwt);
        var id = (await visitor.PostAsync("/conversations", new { fields = new { who = "Eve", mail = "eve@example.com" } })).Data.GetProperty("id").GetString();
        var profile = (await (await server.OperatorAsync()).GetAsync($"/conversations/{id}")).Data.GetProperty("visitor");
        Assert.Equal("Ana of the shop", profile.GetProperty("name").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, profile.GetProperty("email").ValueKind);
    }

    [Theory]
    [InlineData("{}", "mail")]
    [InlineData("""{"fields":{"mail":" "}}""", "mail")]
    [InlineData("""{"fields":{"mail":"ana"}}""", "mail")]
    [InlineData("""{"fields":{"mail":"a@b.example\r\nBcc: all@example.com"}}""", "mail")]
    [InlineData("""{"fields":{"mail":"ana@example.com","call":"none"}}""", "call")]
    [InlineData("""{"fields":{"mail":"ana@example.com","topic":"Else"}}""", "topic")]
    [InlineData("""{"fields":{"mail":"ana@example.com","who":"two\nlines"}}""", "who")]
    public async Task A_wrong_answer_is_told_by_its_field_and_begins_nothing(string body, string field)
    {
        await using var server = await StartAsync();
        var visitor = await server.VisitorAsync();
        var answer = await visitor.PostTextAsync("/conversations", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.Error("fields." + field));
        Assert.Equal(0, (await visitor.GetAsync("/conversations")).Data.GetArrayLength());
    }

    [Fact]
    public async Task Repeating_a_beginning_finds_it_although_the_form_changed()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var body = new { message = new { id = Caller.NewId(), content = "Hi" } };
        var first = await visitor.PostAsync("/conversations", body);
        await server.Get<IWidgetService>().UpdateAsync(OperatorCaller.Application, new("shop"), new WidgetRequest { Fields = Form }, TestContext.Current.CancellationToken);

        var again = await visitor.PostAsync("/conversations", body);

        Assert.Equal((HttpStatusCode.OK, first.Data.GetProperty("id").GetString()), (again.Status, again.Data.GetProperty("id").GetString()));
    }
}
