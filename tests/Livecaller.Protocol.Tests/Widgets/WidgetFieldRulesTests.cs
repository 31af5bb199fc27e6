namespace Livecaller.Protocol.Tests.Widgets;

public sealed class WidgetFieldRulesTests
{
    [Theory]
    [InlineData("text", "4127", null)]
    [InlineData("text", "two\nlines", WidgetFieldFaultKind.SeveralLines)]
    [InlineData("textarea", "two\nlines", null)]
    [InlineData("name", "Ana", null)]
    [InlineData("email", "ana@example.com", null)]
    [InlineData("email", "ana@tbilisi.ge\r\nBcc: all@example.com", WidgetFieldFaultKind.NoEmail)]
    [InlineData("email", "ana", WidgetFieldFaultKind.NoEmail)]
    [InlineData("email", "@example.com", WidgetFieldFaultKind.NoEmail)]
    [InlineData("email", "ana@localhost", WidgetFieldFaultKind.NoEmail)]
    [InlineData("email", "ana@example..com", WidgetFieldFaultKind.NoEmail)]
    [InlineData("email", "ana@eve@example.com", WidgetFieldFaultKind.NoEmail)]
    [InlineData("email", "Ana <ana@example.com>", WidgetFieldFaultKind.NoEmail)]
    [InlineData("phone", "+995 (555) 12-34.56", null)]
    [InlineData("tel", "030/123456", null)]
    [InlineData("tel", "1234", WidgetFieldFaultKind.NoPhone)]
    [InlineData("phone", "1234567890123456", WidgetFieldFaultKind.NoPhone)]
    [InlineData("phone", "12+345", WidgetFieldFaultKind.NoPhone)]
    [InlineData("phone", "call me", WidgetFieldFaultKind.NoPhone)]
    [InlineData("phone", "٠١٢٣٤٥٦", null)]
    [InlineData("number", "-12.5", null)]
    [InlineData("number", "12,5", WidgetFieldFaultKind.NoNumber)]
    [InlineData("number", "NaN", WidgetFieldFaultKind.NoNumber)]
    [InlineData("date", "2026-02-28", null)]
    [InlineData("date", "2026-02-29", WidgetFieldFaultKind.NoDate)]
    [InlineData("date", "28.02.2026", WidgetFieldFaultKind.NoDate)]
    [InlineData("select", "lamp", null)]
    [InlineData("select", "Lamp", WidgetFieldFaultKind.NotOffered)]
    [InlineData("checkbox", "true", null)]
    [InlineData("checkbox", "false", WidgetFieldFaultKind.Missing)]
    [InlineData("checkbox", "yes", WidgetFieldFaultKind.NotOffered)]
    [InlineData("hologram", "of a later server", null)]
    public void An_answer_fits_its_field_or_not(string type, string answer, WidgetFieldFaultKind? expected) =>
        Assert.Equal(expected, WidgetFieldRules.Check(Field("x", type), answer));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \n")]
    public void Only_a_field_that_is_required_misses_an_answer(string? answer)
    {
        Assert.Equal(WidgetFieldFaultKind.Missing, WidgetFieldRules.Check(Field("x", "text"), answer));
        Assert.Null(WidgetFieldRules.Check(Field("x", "email") with { Required = false }, answer));
    }

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_the_form()
    {
        var form = new[] { Field("second", "email") with { Order = 2 }, Field("first", "text") with { Order = 1 }, Field("fine", "text") with { Order = 3 } };

        var faults = WidgetFieldRules.Check(form, new Dictionary<string, string> { ["second"] = "no", ["fine"] = "x", ["unknown"] = "y" });

        Assert.Equal([new("first", WidgetFieldFaultKind.Missing), new("second", WidgetFieldFaultKind.NoEmail)], faults);
        Assert.All(faults, fault => Assert.StartsWith(fault.Name == "first" ? "An answer" : "Expected", fault.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_of_more_than_the_longest_is_too_long() => Assert.Equal(
        WidgetFieldFaultKind.TooLong, WidgetFieldRules.Check(Field("x", "textarea"), new('x', WidgetFieldRules.MaxAnswerLength + 1)));

    private static WidgetField Field(string name, string type) => new() { Name = name, Label = name, Type = type, Required = true, Values = ["lamp", "chair"] };
}
