using Livecaller.Time;

namespace Livecaller.Time.Tests;

public class IntlTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_language_says_what_Intl_says()
    {
        List<string> wrong = [];
        var (compared, languages) = (0, 0);
        foreach (var answers in IntlAnswers.ReadAll())
        {
            foreach (var language in answers.Languages)
            {
                languages++;
                compared += answers.Cases.Count;
                var formats = answers.Cases.Select(one => (one.Style, one.Numeric)).Distinct()
                    .ToDictionary(pair => pair, pair => RelativeTimeFormat.For(language, pair.Style, pair.Numeric));
                wrong.AddRange(answers.Cases
                    .Select(one => (Case: one, Text: formats[(one.Style, one.Numeric)].Format(one.Value, one.Unit)))
                    .Where(said => said.Text != said.Case.Text)
                    .Select(said => $"{language} {said.Case.Style} {said.Case.Numeric} {said.Case.Value:R} {said.Case.Unit}: '{said.Text}', Intl says '{said.Case.Text}'"));
            }
        }

        output.WriteLine($"{compared} cases in {languages} languages and regions, {wrong.Count} differ");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(50)));
        Assert.True(compared > 400_000, $"Only {compared} cases were compared.");
    }
}
