using System.Globalization;
using Livecaller.Time;

namespace Livecaller.Time.Tests;

public class FormatTests
{
    [Theory]
    [InlineData("en", -1, RelativeTimeUnit.Day, "1 day ago")]
    [InlineData("en", -0.0, RelativeTimeUnit.Day, "0 days ago")]
    [InlineData("en", 0.0, RelativeTimeUnit.Day, "in 0 days")]
    [InlineData("de", -12345.678, RelativeTimeUnit.Day, "vor 12.345,678 Tagen")]
    [InlineData("es", 1234, RelativeTimeUnit.Year, "dentro de 1234 años")]
    [InlineData("pl", 22, RelativeTimeUnit.Month, "za 22 miesiące")]
    [InlineData("pl", 1.5, RelativeTimeUnit.Month, "za 1,5 miesiąca")]
    [InlineData("ru", -21, RelativeTimeUnit.Minute, "21 минуту назад")]
    [InlineData("ar", 2, RelativeTimeUnit.Hour, "خلال ساعتين")]
    [InlineData("mr", 1234567, RelativeTimeUnit.Quarter, "१२,३४,५६७ तिमाहींमध्ये")]
    public void Numbers_take_the_form_that_the_language_has_for_them(string language, double value, RelativeTimeUnit unit, string text) =>
        Assert.Equal(text, RelativeTimeFormat.For(language).Format(value, unit));

    [Theory]
    [InlineData("en", -1, RelativeTimeUnit.Day, "yesterday")]
    [InlineData("en", -0.0, RelativeTimeUnit.Second, "now")]
    [InlineData("de", -2, RelativeTimeUnit.Day, "vorgestern")]
    [InlineData("de", -3, RelativeTimeUnit.Day, "vor 3 Tagen")]
    [InlineData("ja", 1, RelativeTimeUnit.Year, "来年")]
    public void Auto_takes_a_word_where_the_language_has_one(string language, double value, RelativeTimeUnit unit, string text) =>
        Assert.Equal(text, RelativeTimeFormat.For(language, numeric: RelativeTimeNumeric.Auto).Format(value, unit));

    [Theory]
    [InlineData(RelativeTimeStyle.Long, "in 5 months")]
    [InlineData(RelativeTimeStyle.Short, "in 5 mo.")]
    [InlineData(RelativeTimeStyle.Narrow, "in 5mo")]
    public void Style_says_how_much_room_there_is(RelativeTimeStyle style, string text) =>
        Assert.Equal(text, RelativeTimeFormat.For("en", style).Format(5, RelativeTimeUnit.Month));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_number_is_refused_by_name(double value)
    {
        foreach (var numeric in Enum.GetValues<RelativeTimeNumeric>())
        {
            var refused = Assert.Throws<ArgumentOutOfRangeException>(() => RelativeTimeFormat.For("en", numeric: numeric).Format(value, RelativeTimeUnit.Day));
            Assert.Equal("value", refused.ParamName);
        }
    }

    [Fact]
    public void Undefined_enum_values_are_refused_by_name()
    {
        Assert.Equal("style", Assert.Throws<ArgumentOutOfRangeException>(() => RelativeTimeFormat.For("en", (RelativeTimeStyle)3)).ParamName);
        Assert.Equal("numeric", Assert.Throws<ArgumentOutOfRangeException>(() => RelativeTimeFormat.For("en", numeric: (RelativeTimeNumeric)(-1))).ParamName);
        Assert.Equal("unit", Assert.Throws<ArgumentOutOfRangeException>(() => RelativeTimeFormat.For("en").Format(1, (RelativeTimeUnit)8)).ParamName);
    }

    [Fact]
    public void Culture_of_the_thread_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            // Both commas and a minus sign of its own: whatever leaks into reading or writing shows.
            CultureInfo.CurrentCulture = new CultureInfo("")
            {
                NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "minus", NumberNegativePattern = 0 },
            };
            Assert.Equal("1,234.5 days ago", RelativeTimeFormat.For("en").Format(-1234.5, RelativeTimeUnit.Day));
            Assert.Equal("in 0.123 days", RelativeTimeFormat.For("en").Format(1.23e-1, RelativeTimeUnit.Day));
            Assert.Equal("in 0 days", RelativeTimeFormat.For("en").Format(1e-9, RelativeTimeUnit.Day));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
