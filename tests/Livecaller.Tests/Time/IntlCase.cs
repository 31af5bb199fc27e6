using Livecaller.Time;

namespace Livecaller.Tests.Time;

internal sealed record IntlCase(RelativeTimeStyle Style, RelativeTimeUnit Unit, RelativeTimeNumeric Numeric, double Value, string Text);
