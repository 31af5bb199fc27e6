using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Operators;

// Refuses what is guessed first. It does not ask for kinds of characters: https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver.
internal sealed class OperatorPasswordValidator : IPasswordValidator<LivecallerOperator>
{
    public const int MinLength = 12;

    /// <summary>How many different characters a password has beside its guessable parts.</summary>
    public const int MinDistinct = 6;

    private const int MinRun = 4;
    private const int MinName = 3;

    // Takes the place of what was removed, so that its neighbours do not become a word.
    private const char Gap = '\u0001';

    private static readonly HashSet<string> Whole = [.. CommonPasswords.Whole.Select(Fold)];
    private static readonly string[] Words = [.. Whole, .. CommonPasswords.Words.Select(Fold)];
    private static readonly string[] Rows = [.. CommonPasswords.Rows.Select(Join).SelectMany(r => (string[])[r, new([.. r.Reverse()])])];

    public Task<IdentityResult> ValidateAsync(UserManager<LivecallerOperator> manager, LivecallerOperator user, string? password) =>
        Task.FromResult(Fault(user, password ?? "") is { } fault ? IdentityResult.Failed(fault) : IdentityResult.Success);

    /// <summary>The reason why a password is refused; null when it is accepted, or too short, which Identity's own validator reports.</summary>
    public static IdentityError? Fault(LivecallerOperator account, string password)
    {
        if (password.Length < MinLength) return null;
        if (Whole.Contains(Fold(password))) return new() { Code = "PasswordIsCommon", Description = "The password is one of the most common ones." };
        if (IsRepetition(password.ToLowerInvariant()))
        {
            return new()
            {
                Code = "PasswordRepeats",
                Description = $"The password is a repetition of fewer than {MinLength} characters.",
            };
        }

        List<string> found = [];
        var rest = Fold(WithoutRuns(Join(password), found));
        rest = Without(rest, NamesOf(account), "the account's name or e-mail address", found);
        rest = Without(rest, ["livecaller"], "the name of the product", found);
        rest = Without(rest, Words, "common words", found);
        if (rest.Where(c => c != Gap).Distinct().Count() >= MinDistinct) return null;
        return new()
        {
            Code = "PasswordIsPredictable",
            Description = (found.Count == 0 ? "The password" : $"Without {string.Join(", ", found)}, the password")
                + $" has fewer than {MinDistinct} different characters.",
        };
    }

    // Neither case nor separators make a password another one.
    private static string Join(string text) => string.Concat(text.ToLowerInvariant().Where(c => c is not ('-' or '_' or '.') && !char.IsWhiteSpace(c)));

    // "P@ssw0rd" is "password".
    private static string Fold(string text) => string.Concat(Join(text).Select(c => c switch
    {
        '@' or '4' => 'a',
        '3' => 'e',
        '1' or '!' => 'i',
        '0' => 'o',
        '$' or '5' => 's',
        '7' => 't',
        _ => c,
    }));

    private static bool IsRepetition(string text)
    {
        for (var period = 1; period <= text.Length / 2 && period < MinLength; period++)
        {
            if (text.AsSpan(period).SequenceEqual(text.AsSpan(0, text.Length - period))) return true;
        }

        return false;
    }

    private static IEnumerable<string> NamesOf(LivecallerOperator account)
    {
        foreach (var name in (string?[])[account.Email, account.Email?.Split('@')[0], account.UserName, account.DisplayName])
        {
            if (name is null) continue;
            yield return Fold(name);
            var separated = string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? c : ' '));
            foreach (var part in separated.Split(' ', StringSplitOptions.RemoveEmptyEntries)) yield return Fold(part);
        }
    }

    private static string Without(string text, IEnumerable<string> words, string kind, List<string> found)
    {
        var rest = words.Where(w => w.Length >= MinName).OrderByDescending(w => w.Length)
            .Aggregate(text, (rest, word) => rest.Replace(word, Gap.ToString(), StringComparison.Ordinal));
        if (rest.Length != text.Length) found.Add(kind);
        return rest;
    }

    private static string WithoutRuns(string text, List<string> found)
    {
        var rest = text.ToCharArray();
        for (var start = 0; start + MinRun <= text.Length; start++)
        {
            var run = text.AsSpan(start, MinRun);
            foreach (var row in Rows)
            {
                if (row.AsSpan().IndexOf(run) >= 0) rest.AsSpan(start, MinRun).Fill(Gap);
            }
        }

        if (!rest.AsSpan().SequenceEqual(text)) found.Add("sequences of characters or keys");
        return new(rest);
    }
}
