using Livecaller.Dashboard.Conversations;
using Livecaller.Protocol;

namespace Livecaller.Dashboard.Tests.Conversations;

public sealed class MentionTextTests
{
    private static readonly TeamOperatorPayload[] Team = [Member("1", "Luka"), Member("2", "Luka Okropiridze"), Member("3", "Nino Beridze"), Member("4", "")];

    [Theory]
    [InlineData("@Luka, look", "1")]
    [InlineData("ask @luka okropiridze", "2")]
    [InlineData("@Luka and @Nino Beridze: see above", "1,3")]
    [InlineData("@Luka @Luka", "1")]
    [InlineData("(@Luka)", "1")]
    [InlineData("mail to ana@Luka", "")]
    [InlineData("@Lukas", "")]
    [InlineData("@", "")]
    [InlineData("@@Luka", "1")]
    [InlineData("@Nino", "")]
    public void An_at_sign_and_the_whole_name_mention_an_operator(string text, string expected) =>
        Assert.Equal(expected, string.Join(',', MentionText.Find(text, Team).Select(o => o.Id.Value)));

    [Fact]
    public void All_operators_of_one_name_are_mentioned() =>
        Assert.Equal(2, MentionText.Find("@Ana", [Member("1", "Ana"), Member("2", "ana")]).Count);

    [Fact]
    public void A_text_is_split_without_losing_a_character()
    {
        var parts = MentionText.Split("Hi @Luka, see @Nino Beridze", ["Luka", "Nino Beridze"]);

        Assert.Equal([("Hi ", false), ("@Luka", true), (", see ", false), ("@Nino Beridze", true)], parts);
    }

    private static TeamOperatorPayload Member(string id, string name) =>
        new() { Id = new(id), Name = name, Email = $"{id}@example.test", Role = "operator", Availability = "online", DepartmentIds = [] };
}
