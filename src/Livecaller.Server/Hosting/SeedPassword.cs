using System.Text;

namespace Livecaller.Server.Hosting;

/// <summary>The first operator's password, as the settings have it.</summary>
/// <param name="Setting">The setting that it comes from.</param>
/// <param name="Value">The password; null for none.</param>
internal readonly record struct SeedPassword(string Setting, string? Value)
{
    private const string TextSetting = "Livecaller:Seed:OperatorPassword";
    private const string FileSetting = "Livecaller:Seed:OperatorPasswordFile";
    private const int MaxLength = 4096;

    /// <exception cref="LivecallerStartupException">Both settings are given, or the file cannot be used.</exception>
    public static SeedPassword Read(SeedOptions seed)
    {
        if (seed.OperatorPasswordFile is not { } file) return new(TextSetting, seed.OperatorPassword?.TrimEnd('\r', '\n'));
        if (seed.OperatorPassword is not null)
            throw new LivecallerStartupException($"{TextSetting} and OperatorPasswordFile are both given; remove one of them.");
        if (string.IsNullOrWhiteSpace(file)) throw new LivecallerStartupException($"{FileSetting} must be the path of a file.");
        return new(FileSetting, FirstLine(file));
    }

    private static string FirstLine(string file)
    {
        var text = new char[MaxLength + 1];
        int length;
        try
        {
            using var reader = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            length = reader.ReadBlock(text, 0, text.Length);
        }
        catch (DecoderFallbackException)
        {
            throw new LivecallerStartupException($"{FileSetting}: '{file}' is not a text in UTF-8.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new LivecallerStartupException($"{FileSetting}: '{file}' cannot be read: {e.Message}");
        }

        var end = text.AsSpan(0, length).IndexOfAny('\r', '\n');
        if (end < 0 && length > MaxLength)
            throw new LivecallerStartupException($"{FileSetting}: the first line of '{file}' has more than {MaxLength} characters.");
        var line = text.AsSpan(0, end < 0 ? length : end);
        return line.IsWhiteSpace() ? throw new LivecallerStartupException($"{FileSetting}: the first line of '{file}' is empty.") : line.ToString();
    }
}
