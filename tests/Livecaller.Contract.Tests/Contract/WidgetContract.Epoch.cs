using System.Net;
using Livecaller.Contract.Tests.Visitors;

namespace Livecaller.Contract.Tests;

public abstract partial class WidgetContract
{
    [Fact]
    public async Task Every_answer_of_a_log_carries_the_same_epoch()
    {
        var visitor = await LoginAsync();
        var started = await visitor.PostAsync("conversations", new { });
        var id = started.Data.GetProperty("id").GetString();
        var message = new { id = Guid.NewGuid().ToString(), content = "Hello" };
        Answer[] answers =
        [
            started,
            await visitor.PostAsync($"conversations/{id}/messages", message),
            await visitor.PostAsync($"conversations/{id}/messages", message),
            await visitor.GetAsync("conversations"),
            await visitor.GetAsync($"conversations/{id}"),
            await visitor.GetAsync($"conversations/{id}/messages"),
            await visitor.GetAsync($"conversations/{id}/events"),
            await visitor.PostAsync($"conversations/{id}/close", new { }),
        ];
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.OK or HttpStatusCode.Created));
        var epoch = answers[0].Body.GetProperty("epoch").GetString();
        Assert.NotEmpty(epoch!);
        Assert.All(answers, a => Assert.Equal(epoch, a.Body.GetProperty("epoch").GetString()));
    }

    [Fact]
    public async Task A_new_connection_is_told_the_epoch_of_the_logs()
    {
        var visitor = await LoginAsync();
        await using var listener = await Listener.OpenAsync(Server, "?protocol=7&client=contract&version=1.0");
        var (_, _, data) = await listener.NextAsync();
        Assert.Equal((await visitor.GetAsync("conversations")).Body.GetProperty("epoch").GetString(), data.GetProperty("epoch").GetString());
    }
}
