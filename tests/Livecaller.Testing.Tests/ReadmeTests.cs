using System.Runtime.CompilerServices;

namespace Livecaller.Testing.Tests;

// A sample stays short: a cancellation token in every call would hide what it shows.
#pragma warning disable xUnit1051

public sealed class ReadmeTests
{
    // The README shows this method; the test below keeps the two alike.
    [Fact]
    public async Task The_shop_shows_the_operators_answer()
    {
        await using var host = new LivecallerTestHost();
        await using var client = await LivecallerClient.CreateAsync(host.CreateOptions());
        var notices = new List<string>();
        client.Events.On<ConversationMessageReceived>(e => notices.Add(e.Message.Content));

        await client.UserLoginAsync(host.IssueToken("user-1", name: "Ana"));
        var conversation = await client.OpenConversationAsync();
        var question = await conversation.SendAsync(new() { Content = "Where is my parcel?" });
        await conversation.WaitUntilSentAsync(question.Id);

        host.Faults.DropConnection();
        await host.Operator.SaysAsync("It comes tomorrow.");
        await host.UntilAsync(() => notices.Count == 1);

        Assert.Equal(["It comes tomorrow."], notices);
        Assert.Equal("Ana", host.Conversations[0].Visitor.Name);
    }

    [Fact]
    public void The_readme_shows_the_sample_that_runs_here()
    {
        var own = File.ReadAllText(Here());
        var sample = own[own.IndexOf("    [Fact]", StringComparison.Ordinal)..own.IndexOf("    [Fact]\n    public void", StringComparison.Ordinal)];
        var lines = sample.TrimEnd().Split('\n').Select(line => line.Length >= 4 ? line[4..] : line);
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "Livecaller.Testing", "README.md"));

        Assert.Contains(string.Join('\n', lines), readme.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
