using System.Globalization;
using Livecaller.Time;

namespace Livecaller.Time.Tests;

public sealed class PluralFormTests(ITestOutputHelper output)
{
    /// <summary>The answers of Node's Intl.PluralRules, as eng/relative-time wrote them down: numbers, then names of languages and a letter for each number.</summary>
    [Fact]
    public void Every_number_has_the_category_that_Intl_gives_it()
    {
        using var reader = new StreamReader(typeof(PluralFormTests).Assembly.GetManifestResourceStream("plurals.txt")!);
        var numbers = Array.ConvertAll(reader.ReadLine()!.Split(' '), text => double.Parse(text, CultureInfo.InvariantCulture));
        List<string> wrong = [];
        List<string> languages = [];
        while (reader.ReadLine() is { } names)
        {
            var answers = reader.ReadLine()!;
            Assert.Equal(numbers.Length, answers.Length);
            foreach (var language in names.Split(' '))
            {
                languages.Add(language);
                wrong.AddRange(numbers.Zip(answers, (number, letter) => (number, letter, Category: PluralForm.Of(language, number)))
                    .Where(said => Letter(said.Category) != said.letter)
                    .Select(said => $"{language} {said.number:R}: '{said.Category}', Intl says '{said.letter}'"));
            }
        }

        output.WriteLine($"{numbers.Length} numbers in {languages.Count} languages, {wrong.Count} differ");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(50)));
        Assert.Equal("ar de en es fr he hy it ja ka ko nl pl pt ru tr uk zh", string.Join(' ', languages.Order(StringComparer.Ordinal)));
        Assert.True(numbers.Length > 1000, $"Only {numbers.Length} numbers were compared.");
    }

    [Fact]
    public void A_region_does_not_matter_and_an_unknown_language_is_counted_as_English() => Assert.Equal(
        ("few", "one", "other"), (PluralForm.Of("pl-PL", 3), PluralForm.Of("tlh", 1), PluralForm.Of("tlh", 2)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_number_has_the_form_that_every_language_has(double count) => Assert.Equal("other", PluralForm.Of("ru", count));

    [Fact]
    public void No_language_at_all_is_a_mistake() => Assert.Throws<ArgumentNullException>(() => PluralForm.Of(null!, 1));

    private static char Letter(string category) => category switch
    {
        "zero" => 'z',
        "one" => 'o',
        "two" => 't',
        "few" => 'f',
        "many" => 'm',
        _ => 'x',
    };
}
