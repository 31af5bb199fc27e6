namespace Gallery.Scenes;

/// <summary>The texts of the scenes in one language.</summary>
internal sealed record Lines
{
    public required string Shop { get; init; }

    public required string OperatorName { get; init; }

    public required string Question { get; init; }

    public required string Sorry { get; init; }

    public required string AskForPicture { get; init; }

    public required string Answer { get; init; }

    public required string Promise { get; init; }

    public required string Thanks { get; init; }

    public required string Draft { get; init; }

    /// <summary>A text in the other writing direction.</summary>
    public required string OtherDirection { get; init; }

    public required string Returns { get; init; }

    public required string Advice { get; init; }

    public required string Studio { get; init; }

    public required string NameLabel { get; init; }

    public required string EmailLabel { get; init; }

    public required string TopicLabel { get; init; }

    public required IReadOnlyList<string> Topics { get; init; }

    public required string QuestionLabel { get; init; }

    public required string AgreeLabel { get; init; }

    public required string VisitorName { get; init; }

    public required string OtherOperator { get; init; }

    public required string Bot { get; init; }

    public required string BotSays { get; init; }

    public required string Slip { get; init; }

    public required string Corrected { get; init; }

    public required string Praise { get; init; }

    /// <summary>Questions to start with.</summary>
    public required IReadOnlyList<string> Starters { get; init; }

    /// <summary>Returns the texts of a language, or English.</summary>
    public static Lines In(string language) => language.Split('-')[0] switch
    {
        "ar" => ArabicLines.All,
        "he" => HebrewLines.All,
        _ => EnglishLines.All,
    };
}
