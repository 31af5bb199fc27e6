using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Blazor.Welcome;
using Livecaller.Protocol;

namespace Livecaller.Blazor.Tests.Welcome;

public sealed class OddHomeTests : ChatTest
{
    private readonly Scripted _chat = new();

    [Fact]
    public void Without_an_operator_nobody_is_said_to_be_there()
    {
        var home = Home(_chat.Context() with { Availability = new() });

        Assert.Empty(home.FindAll(".faces"));
        Assert.Empty(home.FindAll(".line"));
    }

    [Fact]
    public void A_server_that_says_nothing_of_it_leaves_a_page_without_the_line() => Assert.Empty(Home(_chat.Context()).FindAll(".team"));

    [Fact]
    public void With_200_closed_departments_the_hours_are_said_once_and_those_of_the_first_that_opens()
    {
        var departments = Enumerable.Range(1, 200).Select(i => new Department { Id = new($"d{i}"), DisplayName = $"Department {i}", NextOpen = Scripted.Start.AddHours(i) });
        var home = Home(_chat.Context() with
        {
            Widget = Scripted.Widget with { Departments = [.. departments] },
            Availability = new() { Operators = [new() { Id = new("o"), Name = "Nino" }], AnswerSeconds = 60 },
        });

        Assert.Equal("Opens at 1:00 PM", home.Find(".line").TextContent.Trim().Replace('\u202f', ' '));
        Assert.Empty(home.FindAll(".faces"));
        Assert.DoesNotContain("Department", home.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_greeting_of_2000_characters_is_shown_as_it_is()
    {
        var greeting = string.Concat(Enumerable.Repeat("Long text. ", 182))[..2000];
        var texts = new ChatTexts("en", null, new Dictionary<string, IReadOnlyDictionary<string, string>> { ["en"] = new Dictionary<string, string> { ["greeting_text"] = greeting } });

        Assert.Equal(greeting, Home(_chat.Context() with { Texts = texts }).Find(".text").TextContent);
    }

    [Fact]
    public void An_operator_without_a_picture_has_initials_and_one_with_a_dangerous_address_too()
    {
        var home = Home(_chat.Context() with
        {
            Availability = new() { Operators = [new() { Id = new("a"), Name = "Ana Lima" }, new() { Id = new("b"), Name = "Bo", AvatarUrl = "javascript:alert(1)" }, new() { Id = new("c"), Name = " " }] },
        });

        Assert.Equal(["AL", "B"], home.FindAll(".avatar").Select(a => a.TextContent.Trim()));
        Assert.Empty(home.FindAll("img"));
    }

    [Theory]
    [InlineData("de", "Antwortet meist in 5 Minuten")]
    [InlineData("ar", "نرد عادةً خلال 5 دقائق")]
    public void The_time_of_an_answer_is_in_the_visitors_language(string language, string line)
    {
        var home = Home(_chat.Context() with { Texts = new ChatTexts(language, Languages.All), Availability = new() { AnswerSeconds = 260 } });

        Assert.Equal(line, home.Find(".line").TextContent.Trim());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(-1, null)]
    [InlineData(0, "in 1 minute")]
    [InlineData(59, "in 1 minute")]
    [InlineData(301, "in 10 minutes")]
    [InlineData(3_700, "in 2 hours")]
    [InlineData(86_400, "in 1 day")]
    [InlineData(int.MaxValue, null)]
    public void A_likely_time_is_rounded_up_and_left_out_where_nobody_knows(int? seconds, string? words) =>
        Assert.Equal(words, seconds is null ? AnswerText.Likely(1, _chat.Context() with { Availability = new() }) : AnswerText.In(seconds.Value, _chat.Context()));

    private IRenderedComponent<HomeScreen> Home(ChatContext context) => Render<HomeScreen>(home => home.AddCascadingValue(context));
}
