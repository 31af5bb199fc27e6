using System.Text.Json;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Tests.Support;

namespace Livecaller.Blazor.Tests.Localization;

/// <summary>Where a word comes from: the widget's own translations, the language's file, English.</summary>
public sealed class ChatTextsTests
{
    [Fact]
    public void The_widget_s_words_come_first_those_for_the_region_before_those_for_the_language()
    {
        var texts = new ChatTexts("de_AT", Languages.All, new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["de-AT"] = new Dictionary<string, string> { ["send"] = "Schicken" },
            ["de"] = new Dictionary<string, string> { ["Send"] = "Abschicken", ["reply"] = "Erwidern" },
            ["en"] = new Dictionary<string, string> { ["cancel"] = "Never mind" },
        });

        Assert.Equal(("de-AT", "Schicken", "Erwidern", "Abbrechen"), (texts.Language, texts[TextKeys.Send], texts[TextKeys.Reply], texts[TextKeys.Cancel]));
    }

    [Fact]
    public void What_a_file_lacks_is_said_in_English()
    {
        var library = new TextLibrary();
        library.Add("de", """{"Send": "Senden"}""");

        var texts = new ChatTexts("de", library);

        Assert.Equal(("Senden", "Reply"), (texts[TextKeys.Send], texts[TextKeys.Reply]));
        Assert.Equal("1 unread message", texts.Plural(TextKeys.UnreadMessages, 1));
    }

    [Fact]
    public void A_broken_placeholder_leads_to_the_next_text_that_has_a_whole_one()
    {
        var library = new TextLibrary();
        library.Add("de", """{"Joined": "{0 ist da", "RatingGiven": "{0} von 5"}""");
        var texts = new ChatTexts("de", library, new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["de"] = new Dictionary<string, string> { ["joined"] = "{7}", ["rating_given"] = "{x}" },
        });

        Assert.Equal("Nino joined the conversation", texts.Format(TextKeys.Joined, "Nino"));
        Assert.Equal("4 von 5", texts.Format(TextKeys.RatingGiven, 4));
    }

    [Fact]
    public void What_is_no_text_or_none_of_ours_is_left_out()
    {
        var library = new TextLibrary();

        library.Add("de", """{"Send": 5, "Reply": null, "Cancel": ["x"], "ChatTitle": "Gespräch", "__proto__": "x", "Send2": "x"}""");

        Assert.Equal([new("ChatTitle", "Gespräch")], library.Find("de")!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"Send\"")]
    [InlineData("{\"Send\": \"Sen")]
    public void What_is_no_object_is_refused(string json)
    {
        var library = new TextLibrary();

        Assert.ThrowsAny<JsonException>(() => library.Add("de", json));

        Assert.True(library.Lacks("de"));
    }
}
