using Livecaller.Time.Cldr;

namespace Livecaller.Time;

/// <summary>Says "5 minutes ago" in every language of CLDR's modern coverage: <c>Intl.RelativeTimeFormat</c> for .NET. Immutable and thread-safe.</summary>
public sealed class RelativeTimeFormat
{
    private readonly LocaleData _locale;
    private readonly TimeProvider _timeProvider;

    private RelativeTimeFormat(LocaleData locale, RelativeTimeStyle style, RelativeTimeNumeric numeric, TimeProvider timeProvider)
    {
        (_locale, Style, Numeric, _timeProvider) = (locale, style, numeric, timeProvider);
    }

    /// <summary>The CLDR locale whose data it is: "zh-Hant" for "zh-TW", "de" for "de-XX", "en" for a language that is not known.</summary>
    public string Language => _locale.Name;

    /// <summary>The style that was asked for.</summary>
    public RelativeTimeStyle Style { get; }

    /// <summary>The numeric mode that was asked for.</summary>
    public RelativeTimeNumeric Numeric { get; }

    /// <summary>The format of a language. Its data is read once per process, when it is first asked for.</summary>
    /// <param name="language">A BCP 47 tag, such as <c>de</c>, <c>pt-BR</c> or <c>ar-EG-u-nu-latn</c>. A language that is not known, or no tag at all, gives English.</param>
    /// <param name="style">How much room the text may take.</param>
    /// <param name="numeric">Whether words may stand for a number.</param>
    /// <param name="timeProvider">The clock and the time zone of <see cref="FormatElapsed"/>; the system's when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The style or the numeric mode is none of the defined ones.</exception>
    public static RelativeTimeFormat For(
        string language,
        RelativeTimeStyle style = RelativeTimeStyle.Long,
        RelativeTimeNumeric numeric = RelativeTimeNumeric.Always,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(language);
        if (style is < RelativeTimeStyle.Long or > RelativeTimeStyle.Narrow) throw new ArgumentOutOfRangeException(nameof(style), style, null);
        if (numeric is < RelativeTimeNumeric.Always or > RelativeTimeNumeric.Auto) throw new ArgumentOutOfRangeException(nameof(numeric), numeric, null);
        return new(CldrData.Find(language), style, numeric, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Says a distance in time.</summary>
    /// <param name="value">Positive for the future, negative for the past, which includes negative zero. Rounded to three decimals.</param>
    /// <param name="unit">What <paramref name="value"/> counts.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not finite, or <paramref name="unit"/> is none of the defined ones.</exception>
    public string Format(double value, RelativeTimeUnit unit) => Format(value, unit, Numeric);

    /// <summary>
    /// Says how long ago (or how far ahead) a moment is, in the largest unit that fits at least once, and when that text will change.
    /// Months and years are those of the calendar, and quarters are not used.
    /// With <see cref="RelativeTimeNumeric.Auto"/>, days are the calendar's in the time provider's zone, so that "yesterday" is never two days ago;
    /// longer spans are given in numbers, as "last week" would depend on where a week begins.
    /// </summary>
    /// <param name="then">The moment.</param>
    public ElapsedTime FormatElapsed(DateTimeOffset then)
    {
        var span = ElapsedSpan.Between(then, _timeProvider.GetUtcNow(), Numeric == RelativeTimeNumeric.Auto ? _timeProvider.LocalTimeZone : null);
        var numeric = span.Unit > RelativeTimeUnit.Day ? RelativeTimeNumeric.Always : Numeric;
        return new(Format(span.Value, span.Unit, numeric), span.ChangesAt);
    }

    private string Format(double value, RelativeTimeUnit unit, RelativeTimeNumeric numeric)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, null);
        if (unit is < RelativeTimeUnit.Second or > RelativeTimeUnit.Year) throw new ArgumentOutOfRangeException(nameof(unit), unit, null);
        var pattern = _locale.Pattern(Style, unit);
        if (numeric == RelativeTimeNumeric.Auto && pattern.Word(value) is { } word) return word;
        var number = RoundedNumber.From(Math.Abs(value));
        var text = pattern.Counted(double.IsNegative(value), _locale.Plurals.Select(number));
        return text.Replace("{0}", _locale.Numbers.Write(number), StringComparison.Ordinal);
    }
}
