using System.Globalization;
using Livecaller.Time;

namespace Livecaller.Time.Tests;

public sealed class NumberTextTests(ITestOutputHelper output)
{
    /// <summary>How Node's Intl.NumberFormat writes them, as eng/relative-time wrote it down: numbers, then a language and what it makes of each.</summary>
    [Fact]
    public void Every_language_writes_numbers_as_Intl_does()
    {
        using var reader = new StreamReader(typeof(NumberTextTests).Assembly.GetManifestResourceStream("numbers.txt")!);
        var numbers = Array.ConvertAll(reader.ReadLine()!.Split('|'), text => double.Parse(text, CultureInfo.InvariantCulture));
        List<string> wrong = [];
        var languages = 0;
        while (reader.ReadLine() is { } line)
        {
            var texts = line.Split('|');
            Assert.Equal(numbers.Length + 1, texts.Length);
            languages++;
            wrong.AddRange(numbers.Zip(texts[1..], (number, text) => (number, text, Said: NumberText.Of(texts[0], number)))
                .Where(one => one.Said != one.text)
                .Select(one => $"{texts[0]} {one.number:R}: '{one.Said}', Intl says '{one.text}'"));
        }

        output.WriteLine($"{numbers.Length} numbers in {languages} languages and regions, {wrong.Count} differ");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(26, languages);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_amount_is_refused(double value) =>
        Assert.Equal("value", Assert.ThrowsAny<ArgumentOutOfRangeException>(() => NumberText.Of("en", value)).ParamName);
}
