namespace Livecaller.Server.Operators;

// What people choose first, compiled by us. Short passwords are refused by their length, so the list of whole passwords is short.
internal static class CommonPasswords
{
    /// <summary>Passwords and phrases of 12 or more characters that do not consist of the words and rows below.</summary>
    public static readonly string[] Whole =
    [
        "correcthorsebatterystaple", "thequickbrownfox", "thequickbrownfoxjumps", "thequickbrownfoxjumpsoverthelazydog", "letmeinplease",
        "pleaseletmein", "letmeinnow", "iloveyouforever", "iloveyousomuch", "iloveyoubaby", "ilovemyself", "ilovemyfamily", "ilovemymother",
        "ilovemydog", "ilovemycat", "ilovejesus", "jesuslovesme", "jesusischrist", "jesuschrist", "godisgreat", "thankyoujesus", "bismillah786",
        "tobeornottobe", "maytheforcebewithyou", "itsasecret", "donttellanyone", "idontknow", "idontremember", "iforgotit", "nopasaran",
        "onceuponatime", "happybirthday", "merrychristmas", "manchesterunited", "manchestercity", "liverpoolfc", "realmadrid", "barcelonafc",
        "newyorkcity", "losangeles", "sanfrancisco", "unitedstates", "harrypotter", "gameofthrones", "lordoftherings", "spongebobsquarepants",
        "supercalifragilisticexpialidocious", "opensesameplease", "mynameisnobody", "customerservice", "customersupport", "technicalsupport",
        "marketingteam", "productionserver", "developmentserver", "onlineshopping",
    ];

    /// <summary>Words that common passwords are made of, with digits, with each other, or with a name.</summary>
    public static readonly string[] Words =
    [
        "password", "passwort", "passwd", "passphrase", "passcode", "motdepasse", "contraseña", "contrasena", "wachtwoord", "haslo", "parola",
        "пароль", "gfhjkm", "პაროლი", "secret", "secure", "security", "private", "default", "temporary", "temp", "changeme", "change",
        "please", "letmein", "login", "logon", "signin", "access", "welcome", "hello", "admin", "administrator", "root", "user", "guest",
        "operator", "support", "service", "helpdesk", "server", "system", "master", "manager", "office", "company", "customer", "test", "testing",
        "demo", "example", "sample", "internet", "computer", "windows", "chat", "iloveyou", "loveyou", "love", "lovely", "forever", "baby", "angel",
        "sunshine", "princess", "dragon", "monkey", "football", "baseball", "basketball", "soccer", "hockey", "superman", "batman", "spiderman",
        "pokemon", "starwars", "michael", "jennifer", "jordan", "charlie", "thomas", "daniel", "jessica", "ashley", "shadow", "freedom",
        "whatever", "trustno", "opensesame", "mustang", "ferrari", "chocolate", "cookie", "butterfly", "flower", "summer", "winter", "spring",
        "autumn", "january", "february", "october", "november", "december", "monday", "friday", "sunday", "abc", "123", "321",
    ];

    /// <summary>Ascending characters and neighbours on a keyboard, of which any four in a row are guessed, in both directions.</summary>
    public static readonly string[] Rows =
    [
        "abcdefghijklmnopqrstuvwxyz", "012345678901234567890", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "qwertzuiopü", "asdfghjklöä",
        "yxcvbnm,.-", "azertyuiop", "qsdfghjklm", "wxcvbn", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "!@#$%^&*()_+",
        "абвгдежзийклмнопрстуфхцчшщъыьэюя", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "ქწერტყუიოპ",
        "ასდფგჰჯკლ", "ზხცვბნმ",
    ];
}
