namespace Gallery.Scenes;

/// <summary>The English texts.</summary>
internal static class EnglishLines
{
    public static Lines All { get; } = new()
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
        Returns = "Orders and returns",
        Advice = "Advice on lamps",
        Studio = "Repair studio",
        NameLabel = "Your name",
        EmailLabel = "E-mail",
        TopicLabel = "What is it about?",
        Topics = ["A delivery", "A repair", "Something else"],
        QuestionLabel = "Your question",
        AgreeLabel = "You may keep my address for the answer",
        VisitorName = "Ana Costa",
        OtherOperator = "Tomás Lima",
        Bot = "Fern",
        BotSays = "Hello, I am Fern, the shop's assistant. A colleague joins in a moment.",
        Slip = "It leaves on Tuesday.",
        Corrected = "It leaves on Wednesday, sorry: 4 March.",
        Praise = "Quick and friendly.",
        Starters = ["Where is my order?", "Which lamp fits a small kitchen?", "I’d like to return something"],
    };
}
