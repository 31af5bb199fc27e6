namespace Livecaller.Protocol.Tests.Issues;

/// <summary>Numbers and addresses as people paste them.</summary>
public sealed class PastedValuesTests
{
    [Theory]
    [InlineData("\u202D+49 30 123456\u202C")]
    [InlineData("٠٣٠ ١٢٣٤٥٦")]
    [InlineData("[030] 123-456")]
    [InlineData("030‑123‑456")]
    [InlineData("(+49) 30 123456")]
    public void A_telephone_number_with_marks_and_other_digits_is_one(string pasted) => Assert.True(WidgetFieldRules.IsPhone(pasted));

    [Theory]
    [InlineData("a+b 12345")]
    [InlineData("12345+")]
    [InlineData("++12345")]
    [InlineData("٣٤٥٦")]
    public void What_is_no_telephone_number_is_none(string pasted) => Assert.False(WidgetFieldRules.IsPhone(pasted));

    [Theory]
    [InlineData("\u200Bana@example.com", "ana@example.com")]
    [InlineData("ana@example.com\u2060", "ana@example.com")]
    [InlineData("  <ana@example.com>, ", "ana@example.com")]
    [InlineData("MAILTO:ana@example.com", "ana@example.com")]
    [InlineData("ana+news@exa‑mple.com", "ana+news@exa-mple.com")]
    [InlineData("ana２@example.com", "ana2@example.com")]
    [InlineData("müller@bücher.example", "müller@bücher.example")]
    public void An_address_is_kept_without_what_nobody_sees(string pasted, string kept)
    {
        Assert.True(WidgetFieldRules.IsEmail(pasted));
        Assert.Equal(kept, WidgetFieldRules.NormalizeEmail(pasted));
    }

    [Theory]
    [InlineData(WidgetFieldTypes.Name)]
    [InlineData(WidgetFieldTypes.Text)]
    [InlineData(WidgetFieldTypes.Textarea)]
    [InlineData(WidgetFieldTypes.Email)]
    [InlineData(WidgetFieldTypes.Phone)]
    public void An_answer_of_invisible_characters_is_missing(string type)
    {
        var field = new WidgetField { Name = "a", Type = type, Required = true };

        foreach (var answer in (string[])["\u200B\u2060", "\u3164", "\u2800 \u2800", "\uFE0F", "\u202E\u202C"])
        {
            Assert.Equal(WidgetFieldFaultKind.Missing, WidgetFieldRules.Check(field, answer));
            Assert.Equal("", WidgetFieldRules.Normalize(field, answer));
        }
    }

    [Theory]
    [InlineData("ana example.com")]
    [InlineData("ana@ example.com")]
    [InlineData("\u200B")]
    [InlineData("<>")]
    public void What_is_no_address_is_none(string pasted) => Assert.False(WidgetFieldRules.IsEmail(pasted));

    [Fact]
    public void A_number_of_any_script_is_read()
    {
        var field = new WidgetField { Name = "n", Type = WidgetFieldTypes.Number };
        foreach (var (pasted, kept) in ((string, string)[])[("\u200F١٢٫٥", "12.5"), ("\u22124", "-4"), ("１２", "12"), ("१२", "12"), ("\U0001D7D312", "512")])
        {
            Assert.Null(WidgetFieldRules.Check(field, pasted));
            Assert.Equal(kept, WidgetFieldRules.Normalize(field, pasted));
        }
    }
}
