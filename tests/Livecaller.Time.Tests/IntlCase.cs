using Livecaller.Time;

namespace Livecaller.Time.Tests;

internal sealed record IntlCase(RelativeTimeStyle Style, RelativeTimeUnit Unit, RelativeTimeNumeric Numeric, double Value, string Text);
