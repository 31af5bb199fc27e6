using Livecaller.Time.Cldr;

namespace Livecaller.Time;

/// <summary>
/// Formats relative times such as "5 minutes ago" in every language with modern CLDR coverage, like <c>Intl.RelativeTimeFormat</c>. Immutable and
/// thread-safe.
/// </summary>
public sealed class RelativeTimeFormat
{
    private readonly LocaleData _locale;
    private readonly TimeProvider _timeProvider;

    private RelativeTimeFormat(LocaleData locale, RelativeTimeStyle style, RelativeTimeNumeric numeric, TimeProvider timeProvider)
    {
        (_locale, Style, Numeric, _timeProvider) = (locale, style, numeric, timeProvider);
    }

    /// <summary>Gets the CLDR locale whose data is used: "zh-Hant" for "zh-TW", "de" for "de-XX", "en" for an unknown language.</summary>
    public string Language => _locale.Name;

    /// <summary>Gets the style.</summary>
    public RelativeTimeStyle Style { get; }

    /// <summary>Gets the numeric mode.</summary>
    public RelativeTimeNumeric Numeric { get; }

    /// <summary>Returns the format for a language. The data of a language is read once per process, on first use.</summary>
    /// <param name="language">A BCP 47 tag, such as <c>de</c>, <c>pt-BR</c> or <c>ar-EG-u-nu-latn</c>. English is used for unknown languages and invalid tags.</param>
    /// <param name="style">The length of the text.</param>
    /// <param name="numeric">Whether words can replace numbers.</param>
    /// <param name="timeProvider">The clock and time zone for <see cref="FormatElapsed"/>, or null for those of the system.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="style"/> or <paramref name="numeric"/> is undefined.</exception>
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

    /// <summary>Formats a relative time.</summary>
    /// <param name="value">Positive for the future. Negative, including negative zero, for the past. Rounded to three decimal places.</param>
    /// <param name="unit">The unit of <paramref name="value"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not finite, or <paramref name="unit"/> is undefined.</exception>
    public string Format(double value, RelativeTimeUnit unit) => Format(value, unit, Numeric);

    /// <summary>
    /// Formats a time relative to now, in the largest unit with a value of at least one, and returns when the text changes. Months and years are calendar
    /// months and years. Quarters aren't used. With <see cref="RelativeTimeNumeric.Auto"/>, days are calendar days in the time provider's time zone, so
    /// "yesterday" is never two days ago. Longer spans are always numbers, because "last week" would depend on the first day of the week.
    /// </summary>
    /// <param name="then">The time to format.</param>
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
        if (numeric == RelativeTimeNumeric.Auto && pattern.FindWord(value) is { } word) return word;
        var number = RoundedNumber.From(Math.Abs(value));
        var text = pattern.FindPattern(double.IsNegative(value), _locale.Plurals.Select(number));
        return text.Replace("{0}", _locale.Numbers.Format(number), StringComparison.Ordinal);
    }
}
