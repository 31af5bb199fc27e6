namespace Livecaller.Server.Seeding;

// Names and sentences of made-up conversations, in several languages and scripts.
internal static class SampleTexts
{
    public static IReadOnlyList<SampleLanguage> Languages { get; } =
    [
        new("en", ["Emma Clarke", "Noah Bennett", "Olivia Hughes", "Liam Foster", "Ava Mitchell", "Jack Turner"],
            ["Hello, I have a question about my order {0}.", "Where is my parcel? It was to arrive yesterday.", "The lamp arrived with a broken switch.",
                "Can I return the jacket without the box?", "I was charged twice for the same order.", "Does the warranty cover the battery?",
                "Thank you, that helps a lot.", "I can send you a photo of it.", "My address has changed since I placed the order."],
            ["Hello! Let me look that up for you.", "The parcel left our warehouse this morning.", "I have started a refund, you will see it within five days.",
                "Could you tell me your order number?", "I'm sorry about that. We'll send you a new one.", "Is there anything else I can do?"]),
        new("de", ["Jürgen Müller", "Anneliese Groß", "Björn Schäfer", "Käthe Weiß", "Lukas Bäcker"],
            ["Guten Tag, ich habe eine Frage zu meiner Bestellung {0}.", "Mein Paket ist noch nicht in der Königstraße angekommen.", "Die Größe passt leider nicht.",
                "Wie lange dauert die Rücksendung?", "Vielen Dank, das hat geholfen.", "Die Rechnung fehlt im Karton."],
            ["Guten Tag! Ich sehe gleich nach.", "Das Paket ist unterwegs und kommt morgen an.", "Ich habe Ihnen ein Etikett für die Rücksendung geschickt."]),
        new("fr", ["Chloé Lefèvre", "Élodie Garçon", "Benoît Dubois", "Aurélie Noël"],
            ["Bonjour, j'ai une question sur ma commande {0}.", "Mon colis n'est pas arrivé.", "La taille ne me va pas, puis-je l'échanger ?", "Merci beaucoup, c'est parfait."],
            ["Bonjour ! Je regarde tout de suite.", "Le colis a été expédié ce matin.", "Le remboursement est en cours."]),
        new("ru", ["Алёна Семёнова", "Дмитрий Королёв", "Ольга Кузнецова", "Пётр Ёлкин"],
            ["Здравствуйте, вопрос по заказу {0}.", "Посылка ещё не пришла.", "Можно вернуть товар без коробки?", "Спасибо, всё понятно."],
            ["Здравствуйте! Сейчас посмотрю.", "Посылка уже в пути.", "Мы вернём деньги в течение пяти дней."]),
        new("zh", ["王小明", "李婷", "张伟", "陈静"],
            ["您好，我想咨询订单{0}。", "我的包裹还没有送到北京。", "这个手机可以退货吗？", "谢谢，问题解决了。"],
            ["您好！我马上帮您查询。", "包裹今天早上已经发出。", "退款会在五天内到账。"]),
        new("ja", ["佐藤花子", "鈴木一郎", "田中さくら"],
            ["こんにちは、注文{0}について質問があります。", "荷物がまだ東京に届いていません。", "サイズを交換できますか。", "ありがとうございます。"],
            ["こんにちは。すぐに確認いたします。", "荷物は今朝発送されました。"]),
        new("ar", ["ليلى حسن", "عمر خالد", "سارة يوسف"],
            ["مرحبا، لدي سؤال عن الطلب {0}.", "لم يصل الطرد بعد.", "هل يمكنني إرجاع المنتج؟", "شكرا جزيلا."],
            ["مرحبا! سأتحقق من ذلك الآن.", "تم شحن الطرد هذا الصباح."]),
        new("tr", ["İpek Yılmaz", "Işıl Çelik", "Gökhan Şahin"],
            ["Merhaba, {0} numaralı siparişim hakkında bir sorum var.", "Kargom hâlâ gelmedi.", "Ürünü iade edebilir miyim?", "Teşekkür ederim."],
            ["Merhaba! Hemen bakıyorum.", "Kargonuz bu sabah yola çıktı."]),
        new("ka", ["ნინო ბერიძე", "გიორგი კაპანაძე"],
            ["გამარჯობა, შეკითხვა მაქვს შეკვეთაზე {0}.", "ამანათი ჯერ არ მოსულა.", "დიდი მადლობა."],
            ["გამარჯობა! ახლავე შევამოწმებ.", "ამანათი გზაშია."]),
    ];
}

/// <summary>What people write in one language.</summary>
/// <param name="Code">The language.</param>
/// <param name="Names">Names of visitors.</param>
/// <param name="Questions">What visitors write. The first is how they begin, with the number of an order.</param>
/// <param name="Answers">What operators write.</param>
internal sealed record SampleLanguage(string Code, IReadOnlyList<string> Names, IReadOnlyList<string> Questions, IReadOnlyList<string> Answers);
