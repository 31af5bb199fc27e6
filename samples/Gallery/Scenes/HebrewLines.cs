namespace Gallery.Scenes;

/// <summary>The Hebrew texts.</summary>
internal static class HebrewLines
{
    public static Lines All { get; } = new()
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
        Returns = "הזמנות והחזרות",
        Advice = "ייעוץ לתאורה",
        Studio = "סדנת תיקונים",
        NameLabel = "השם שלך",
        EmailLabel = "דוא״ל",
        TopicLabel = "במה מדובר?",
        Topics = ["משלוח", "תיקון", "משהו אחר"],
        QuestionLabel = "השאלה שלך",
        AgreeLabel = "אפשר לשמור את הכתובת שלי לצורך המענה",
        VisitorName = "אנה קוסטה",
        OtherOperator = "תומאס לימה",
        Bot = "פרן",
        BotSays = "שלום, אני פרן, העוזר של החנות. נציג יצטרף בעוד רגע.",
        Slip = "המשלוח יוצא ביום שלישי.",
        Corrected = "סליחה, המשלוח יוצא ביום רביעי, 4 במרץ.",
        Praise = "מהיר ונעים.",
        Starters = ["איפה ההזמנה שלי?", "איזו מנורה מתאימה למטבח קטן?", "אשמח להחזיר מוצר"],
    };
}
