using System.Globalization;
using System.IO.Compression;
using Livecaller.Time;

namespace Livecaller.Time.Tests;

/// <summary>What the Intl of Node said, as eng/relative-time wrote it down: names of languages that share all answers, then those.</summary>
internal sealed record IntlAnswers(string[] Languages, IReadOnlyList<IntlCase> Cases)
{
    public static IEnumerable<IntlAnswers> ReadAll()
    {
        using var stream = new BrotliStream(typeof(IntlAnswers).Assembly.GetManifestResourceStream("intl.txt.br")!, CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        double[] Values() => Array.ConvertAll(reader.ReadLine()!.Split('|'), text => double.Parse(text, CultureInfo.InvariantCulture));
        var (numbers, words, plurals, rounding, reach) = (Values(), Values(), Values(), Values(), Values());

        while (reader.ReadLine() is { } languages)
        {
            List<IntlCase> cases = [];
            void Read(RelativeTimeStyle style, RelativeTimeUnit unit, RelativeTimeNumeric numeric, double[] values)
            {
                var texts = reader.ReadLine()!.Split('|');
                Assert.Equal(values.Length, texts.Length);
                cases.AddRange(values.Zip(texts, (value, text) => new IntlCase(style, unit, numeric, value, text)));
            }

            foreach (var style in Enum.GetValues<RelativeTimeStyle>())
            {
                foreach (var unit in Enum.GetValues<RelativeTimeUnit>())
                {
                    Read(style, unit, RelativeTimeNumeric.Always, numbers);
                    Read(style, unit, RelativeTimeNumeric.Auto, words);
                }
            }

            Read(RelativeTimeStyle.Long, RelativeTimeUnit.Day, RelativeTimeNumeric.Always, plurals);
            Read(RelativeTimeStyle.Long, RelativeTimeUnit.Day, RelativeTimeNumeric.Always, rounding);
            Read(RelativeTimeStyle.Long, RelativeTimeUnit.Day, RelativeTimeNumeric.Auto, reach);
            yield return new(languages.Split(' '), cases);
        }
    }
}
