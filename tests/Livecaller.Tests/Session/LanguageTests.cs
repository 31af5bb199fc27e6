using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Session;

public sealed class LanguageTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_of_language_is_told_once()
    {
        await using var chat = await Chat.StartAsync();

        await chat.Client.UpdateLocaleAsync("pt-BR", _ct);
        await chat.Client.UpdateLocaleAsync("pt-BR", _ct);
        await chat.Client.UpdateLocaleAsync("ar", _ct);

        await chat.HearsAsync<LanguageChanged>(2);
        Assert.Equal("ar", chat.Client.Language);
        Assert.Equal([new("pt-BR"), new("ar")], chat.HeardOf<LanguageChanged>());
    }

    [Fact]
    public async Task What_is_no_language_changes_nothing()
    {
        await using var chat = await Chat.StartAsync();
        var before = chat.Client.Language;

        await Assert.ThrowsAsync<ArgumentException>(() => chat.Client.UpdateLocaleAsync("no language", _ct));

        Assert.Equal(before, chat.Client.Language);
        Assert.Empty(chat.HeardOf<LanguageChanged>());
    }
}
