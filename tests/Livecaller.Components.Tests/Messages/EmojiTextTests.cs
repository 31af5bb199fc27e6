using Livecaller.Components.Messages;

namespace Livecaller.Components.Tests.Messages;

public sealed class EmojiTextTests
{
    [Theory]
    [InlineData("👍", 1)]
    [InlineData(" 👍🏽 👩‍👩‍👧‍👦 ", 2)]
    [InlineData("❤️", 1)]
    [InlineData("🇬🇪🇩🇪", 2)]
    [InlineData("1️⃣", 1)]
    [InlineData("🙈🙈🙈🙈🙈🙈", 6)]
    [InlineData("🙈🙈🙈🙈🙈🙈🙈", 0)]
    [InlineData("👍 ok", 0)]
    [InlineData("123", 0)]
    [InlineData("©", 0)]
    [InlineData("\uD83D", 0)]
    [InlineData("", 0)]
    public void Counts_the_emoji_of_a_text_that_has_nothing_else(string text, int count) => Assert.Equal(count, EmojiText.Count(text));
}
