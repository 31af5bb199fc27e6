namespace Gallery.Scenes;

/// <summary>The Arabic texts.</summary>
internal static class ArabicLines
{
    public static Lines All { get; } = new()
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
        Returns = "الطلبات والإرجاع",
        Advice = "استشارات الإضاءة",
        Studio = "ورشة الإصلاح",
        NameLabel = "اسمك",
        EmailLabel = "البريد الإلكتروني",
        TopicLabel = "ما الموضوع؟",
        Topics = ["توصيل", "إصلاح", "شيء آخر"],
        QuestionLabel = "سؤالك",
        AgreeLabel = "أوافق على حفظ عنواني للرد عليّ",
        VisitorName = "آنا كوستا",
        OtherOperator = "توماس ليما",
        Bot = "فيرن",
        BotSays = "مرحبًا، أنا فيرن مساعد المتجر. سينضم إليك زميل بعد لحظات.",
        Slip = "سيُشحن يوم الثلاثاء.",
        Corrected = "عذرًا، سيُشحن يوم الأربعاء 4 مارس.",
        Praise = "سريع ولطيف.",
        Starters = ["أين طلبي؟", "أي مصباح يناسب مطبخًا صغيرًا؟", "أرغب في إرجاع منتج"],
    };
}
