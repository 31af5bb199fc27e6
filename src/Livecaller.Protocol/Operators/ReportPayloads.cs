namespace Livecaller.Protocol;

/// <summary>The days that a report is about.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="TimeZone">The IANA time zone that the days and hours belong to.</param>
public sealed record ReportRange(DateOnly From, DateOnly To, string TimeZone);

/// <summary>How long something took.</summary>
/// <param name="Count">In how many conversations it was measured.</param>
/// <param name="MedianSeconds">The median; null for no conversations.</param>
/// <param name="P90Seconds">The time that nine of ten conversations did not exceed; null for no conversations.</param>
public sealed record ReportDurations(int Count, double? MedianSeconds, double? P90Seconds)
{
    /// <summary>The value without conversations.</summary>
    public static ReportDurations None { get; } = new(0, null, null);
}

/// <summary>The figures of a period, an operator or a department.</summary>
public sealed record ReportFigures
{
    /// <summary>The value without conversations.</summary>
    public static ReportFigures None { get; } = new();

    /// <summary>How many conversations were started.</summary>
    public int Started { get; init; }

    /// <summary>How many conversations were closed.</summary>
    public int Closed { get; init; }

    /// <summary>How long visitors waited until an operator took their conversation, by the conversations that were started in the period.</summary>
    public ReportDurations Waiting { get; init; } = ReportDurations.None;

    /// <summary>How long it took from the start of a conversation to the first message of an operator, by the conversations that were started in the period.</summary>
    public ReportDurations FirstResponse { get; init; } = ReportDurations.None;

    /// <summary>How long it took from the start of a conversation to its end, by the conversations that were closed in the period.</summary>
    public ReportDurations Resolution { get; init; } = ReportDurations.None;

    /// <summary>How many conversations were rated in the period.</summary>
    public int Rated { get; init; }

    /// <summary>The average rating, 1 to 5; null for no ratings.</summary>
    public double? RatingAverage { get; init; }
}

/// <summary>The figures of a range, and of as many days before it.</summary>
/// <param name="Range">The days.</param>
/// <param name="Current">The figures of the range.</param>
/// <param name="Previous">The figures of the days before.</param>
public sealed record ReportSummary(ReportRange Range, ReportFigures Current, ReportFigures Previous);

/// <summary>The figures of each day of a range.</summary>
/// <param name="Range">The days.</param>
/// <param name="Days">One entry for each day, also for those without conversations.</param>
public sealed record ReportDays(ReportRange Range, IReadOnlyList<ReportDay> Days);

/// <summary>The figures of a day.</summary>
/// <param name="Date">The day.</param>
/// <param name="Figures">Its figures.</param>
public sealed record ReportDay(DateOnly Date, ReportFigures Figures);

/// <summary>The figures of a range for each operator or department.</summary>
/// <param name="Range">The days.</param>
/// <param name="Groups">Those with conversations, most of them first.</param>
public sealed record ReportGroups(ReportRange Range, IReadOnlyList<ReportGroup> Groups);

/// <summary>The figures of an operator or a department.</summary>
/// <param name="Id">The id of the operator or department; null for the conversations without one.</param>
/// <param name="Name">Its name; null for the conversations without one, and for one that no longer exists.</param>
/// <param name="Figures">The figures of the conversations that it has.</param>
public sealed record ReportGroup(string? Id, string? Name, ReportFigures Figures);

/// <summary>When conversations are started.</summary>
/// <param name="Range">The days.</param>
/// <param name="Weekdays">Monday to Sunday.</param>
public sealed record ReportHours(ReportRange Range, IReadOnlyList<ReportWeekday> Weekdays);

/// <summary>When conversations are started on a day of the week.</summary>
/// <param name="Day"><c>monday</c> to <c>sunday</c>.</param>
/// <param name="Started">How many conversations were started in each of the 24 hours, by the clocks of the time zone.</param>
public sealed record ReportWeekday(string Day, IReadOnlyList<int> Started);

/// <summary>How visitors rated conversations.</summary>
/// <param name="Range">The days.</param>
/// <param name="Count">How many conversations were rated.</param>
/// <param name="Average">The average, 1 to 5; null for no ratings.</param>
/// <param name="Stars">How many ratings had one star, two and so on to five.</param>
public sealed record ReportRatings(ReportRange Range, int Count, double? Average, IReadOnlyList<int> Stars);

/// <summary>A rating with a comment.</summary>
public sealed record ReportComment
{
    /// <summary>The conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>When the visitor rated it.</summary>
    public required DateTimeOffset RatedAt { get; init; }

    /// <summary>The rating, 1 to 5.</summary>
    public required int Rating { get; init; }

    /// <summary>What the visitor wrote.</summary>
    public required string Comment { get; init; }

    /// <summary>The visitor's name; null when it is unknown.</summary>
    public string? Visitor { get; init; }

    /// <summary>The name of the operator who has the conversation; null for none.</summary>
    public string? Operator { get; init; }
}

/// <summary>How long operators were online.</summary>
/// <param name="Range">The days.</param>
/// <param name="Operators">Those who were online, longest first.</param>
public sealed record ReportAvailability(ReportRange Range, IReadOnlyList<ReportOnlineTime> Operators);

/// <summary>How long an operator was online, to within five minutes for each time that they were.</summary>
/// <param name="Id">The operator.</param>
/// <param name="Name">The operator's name.</param>
/// <param name="OnlineSeconds">The sum of the days.</param>
/// <param name="Days">The days on which the operator was online.</param>
public sealed record ReportOnlineTime(OperatorId Id, string Name, long OnlineSeconds, IReadOnlyList<ReportOnlineDay> Days);

/// <summary>How long an operator was online on a day.</summary>
/// <param name="Date">The day.</param>
/// <param name="OnlineSeconds">For how long.</param>
public sealed record ReportOnlineDay(DateOnly Date, long OnlineSeconds);

/// <summary>What is going on now.</summary>
public sealed record ReportLive
{
    /// <summary>How many conversations wait for an operator to take them.</summary>
    public int Waiting { get; init; }

    /// <summary>How many conversations operators have.</summary>
    public int Active { get; init; }

    /// <summary>Since when the visitor waits who waits longest for an answer; null when nobody waits.</summary>
    public DateTimeOffset? LongestWaitSince { get; init; }

    /// <summary>How many operators are online.</summary>
    public int OperatorsOnline { get; init; }

    /// <summary>The figures of today.</summary>
    public required ReportFigures Today { get; init; }
}
