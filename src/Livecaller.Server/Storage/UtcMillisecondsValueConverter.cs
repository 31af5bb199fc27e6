using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Livecaller.Server.Storage;

// SQLite cannot order its text form of a DateTimeOffset; milliseconds since 1970 (UTC) are ordered everywhere.
internal sealed class UtcMillisecondsValueConverter() : ValueConverter<DateTimeOffset, long>(
    time => time.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));
