using System.Net;
using System.Net.Http.Json;

namespace Livecaller.Contract.Tests;

public abstract partial class WidgetContract
{
    [Fact]
    public async Task A_visitor_changes_the_address_of_an_open_conversation_of_their_own()
    {
        var visitor = await LoginAsync();
        var id = (await visitor.PostAsync("conversations", new { fields = new { email = "ana@example.com" } })).Data.GetProperty("id").GetString();
        var before = (await visitor.GetAsync($"conversations/{id}")).Data.GetProperty("last_sequence").GetInt32();

        Assert.Equal(HttpStatusCode.NoContent, (await visitor.SendAsync(HttpMethod.Put, $"conversations/{id}/email", JsonContent.Create(new { email = " ana.costa@example.com " }))).Status);

        Assert.Equal(before + 1, (await visitor.GetAsync($"conversations/{id}")).Data.GetProperty("last_sequence").GetInt32());
        foreach (var wrong in (object?[])[null, "", "ana", "ana@example.com\r\nBcc: eve@example.com"])
            Assert.NotEmpty((await visitor.SendAsync(HttpMethod.Put, $"conversations/{id}/email", JsonContent.Create(new { email = wrong }))).Reason("email"));
        Assert.Equal(HttpStatusCode.NotFound, (await (await LoginAsync()).SendAsync(HttpMethod.Put, $"conversations/{id}/email", JsonContent.Create(new { email = "eve@example.com" }))).Status);
        await visitor.PostAsync($"conversations/{id}/close");
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.SendAsync(HttpMethod.Put, $"conversations/{id}/email", JsonContent.Create(new { email = "ana@example.com" }))).Status);
    }
}
