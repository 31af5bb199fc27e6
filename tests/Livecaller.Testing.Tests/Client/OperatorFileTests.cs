using System.Text;

namespace Livecaller.Testing.Tests.Client;

public sealed class OperatorFileTests
{
    private static readonly Uri OwnServer = new("http://127.0.0.1:5000/files/");

    [Fact]
    public async Task The_visitor_gets_a_file_of_the_operator_and_a_link_that_the_host_answers()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Do you have the manual?");

        await SendAsync(host);
        await chat.HeardAsync(1);

        var attachment = Assert.Single(conversation.Snapshot.Messages[^1].Payload.Attachments);
        Assert.Equal(("manual.txt", "text/plain", 4L), (attachment.Name, attachment.MimeType, attachment.Size));
        Assert.Equal("Turn", await LoadAsync(host, new Uri(attachment.Url)));
    }

    [Fact]
    public async Task Links_start_with_the_address_that_a_test_server_of_ones_own_has()
    {
        await using var host = new LivecallerTestHost(new() { LinkBase = OwnServer });
        await using var chat = await Chat.CreateAsync(host);
        await chat.StartAsync("Do you have the manual?");

        var message = await SendAsync(host);

        var link = new Uri(message.Attachments[0].Url);
        Assert.StartsWith(OwnServer.AbsoluteUri, link.AbsoluteUri, StringComparison.Ordinal);
        var handedOn = new Uri(LivecallerTestHostOptions.ServerUrl, OwnServer.MakeRelativeUri(link));
        Assert.Equal("Turn", await LoadAsync(host, handedOn));
    }

    private static async Task<Protocol.MessagePayload> SendAsync(LivecallerTestHost host)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("Turn"));
        return await host.Operator.SendsFileAsync(new() { Name = "manual.txt", ContentType = "text/plain", Content = content });
    }

    private static async Task<string> LoadAsync(LivecallerTestHost host, Uri link)
    {
        using var http = new HttpClient(host.CreateOptions().HttpHandler!, disposeHandler: false);
        return await http.GetStringAsync(link, Chat.Ct);
    }
}
