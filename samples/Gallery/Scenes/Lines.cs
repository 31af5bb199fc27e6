namespace Gallery.Scenes;

/// <summary>What is said in the scenes, in one language.</summary>
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

    /// <summary>A line of the other writing direction, which stands in its own.</summary>
    public required string OtherDirection { get; init; }

    /// <summary>The lines of a language; English for those that have none.</summary>
    public static Lines In(string language) => language.Split('-')[0] switch
    {
        "ar" => Arabic.Lines,
        "he" => Hebrew.Lines,
        _ => English.Lines,
    };

    private static class English
    {
        public static readonly Lines Lines = new()
        {
            Shop = "Fern & Oak",
            OperatorName = "Nino Kobakhidze",
            Question = "Hi! My lamp came with a different shade 🙈",
            Sorry = "Oh no, sorry about that! Could you send a picture of it?",
            AskForPicture = "I'll have the right one on its way today.",
            Answer = "Here it is. The box said “oak”.",
            Promise = "Found it: https://fern-oak.example/orders/4127\nThe right shade leaves our house tomorrow morning.",
            Thanks = "Perfect, thank you! 🙏",
            Draft = "Great, I'll wait for the parcel",
            OtherDirection = "مرحبًا، هل يمكنني الدفع عند الاستلام؟",
        };
    }

    private static class Arabic
    {
        public static readonly Lines Lines = new()
        {
            Shop = "فيرن وأوك",
            OperatorName = "نينو كوباخيدزه",
            Question = "مرحبًا! وصل المصباح بغطاء مختلف 🙈",
            Sorry = "نعتذر عن ذلك! هل يمكنك إرسال صورة له؟",
            AskForPicture = "سأرسل الغطاء الصحيح اليوم.",
            Answer = "ها هي الصورة. كُتب على العلبة «بلوط».",
            Promise = "وجدته: https://fern-oak.example/orders/4127\nسيغادر الغطاء الصحيح مخزننا صباح الغد.",
            Thanks = "رائع، شكرًا جزيلًا! 🙏",
            Draft = "رائع، سأنتظر الطرد",
            OtherDirection = "The order number is 4127, in case you need it.",
        };
    }

    private static class Hebrew
    {
        public static readonly Lines Lines = new()
        {
            Shop = "פרן ואלון",
            OperatorName = "נינו קובחידזה",
            Question = "שלום! המנורה הגיעה עם אהיל אחר 🙈",
            Sorry = "אוי, סליחה על כך! אפשר לשלוח תמונה שלו?",
            AskForPicture = "אשלח את האהיל הנכון עוד היום.",
            Answer = "הנה התמונה. על הקופסה היה כתוב „אלון”.",
            Promise = "מצאתי: https://fern-oak.example/orders/4127\nהאהיל הנכון יוצא מאיתנו מחר בבוקר.",
            Thanks = "מושלם, תודה רבה! 🙏",
            Draft = "מעולה, אחכה לחבילה",
            OtherDirection = "The order number is 4127, in case you need it.",
        };
    }
}
