using System.Collections.Concurrent;
using Livecaller.Server.Departments;

namespace Livecaller.Server.Availability;

/// <summary>How long visitors wait for the first answer of an operator, from the last conversations of a widget.</summary>
internal sealed class AnswerTimes
{
    /// <summary>With fewer answers, nothing is said of the time.</summary>
    public const int Fewest = 3;

    private const int MaxConversations = 100;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(14);
    private static readonly TimeSpan ThisHour = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, int? Answer, int? Place)> _kept = new(StringComparer.Ordinal);

    /// <returns>The median time until the first answer, and the likely time for each place in line, in seconds. Null for what is unknown.</returns>
    public async Task<(int? Answer, int? Place)> ReadAsync(LivecallerDbContext db, string widgetId, DateTimeOffset now)
    {
        if (_kept.TryGetValue(widgetId, out var kept) && now >= kept.At && now - kept.At < KeptFor) return (kept.Answer, kept.Place);
        var since = now - Lately;
        var rows = await db.Conversations.AsNoTracking().Where(c => c.WidgetId == widgetId && c.CreatedAt >= since && c.OperatorId != null)
            .OrderByDescending(c => c.Id).Take(MaxConversations)
            .Select(c => new
            {
                c.CreatedAt,
                c.DepartmentId,
                AnsweredAt = db.Messages.Where(m => m.ConversationId == c.Id && m.SenderType == ParticipantType.Operator).OrderBy(m => m.Sequence)
                    .SelectMany(m => db.Events.Where(e => e.ConversationId == m.ConversationId && e.Sequence == m.Sequence))
                    .Select(e => (DateTimeOffset?)e.CreatedAt).FirstOrDefault(),
            }).ToListAsync().ConfigureAwait(false);
        var departments = await db.Departments.AsNoTracking().Where(d => d.WidgetId == widgetId).ToDictionaryAsync(d => d.Id, DepartmentService.Hours).ConfigureAwait(false);
        // Who writes outside of the hours doesn't wait: they are told when an answer comes.
        var answered = rows.Where(r => r.AnsweredAt is not null && (r.DepartmentId is null || OpeningTimes.At(departments.GetValueOrDefault(r.DepartmentId), r.CreatedAt).IsOpen))
            .Select(r => (r.CreatedAt, AnsweredAt: r.AnsweredAt!.Value)).ToList();
        var answer = Median([.. answered.Select(a => a.AnsweredAt - a.CreatedAt)]);
        var times = (Answer: answer, Place: Place(answer, [.. answered.Select(a => a.AnsweredAt).Where(at => now - at <= ThisHour)]));
        _kept[widgetId] = (now, times.Answer, times.Place);
        return times;
    }

    /// <summary>The median in seconds; null for fewer than <see cref="Fewest"/>.</summary>
    public static int? Median(IReadOnlyList<TimeSpan> waits)
    {
        if (waits.Count < Fewest) return null;
        var sorted = waits.Select(w => Math.Max(0, w.TotalSeconds)).Order().ToList();
        return (int)Math.Round((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2);
    }

    /// <summary>
    /// The time for each place: what lies between two answers of the last hour. Where few visitors write, that is how seldom they write; it is never
    /// more than the median of the answers.
    /// </summary>
    public static int? Place(int? answer, IReadOnlyList<DateTimeOffset> answers)
    {
        if (answer is null || answers.Count < Fewest) return answer;
        var between = (answers.Max() - answers.Min()).TotalSeconds / (answers.Count - 1);
        return (int)Math.Round(Math.Min(answer.Value, between));
    }
}
