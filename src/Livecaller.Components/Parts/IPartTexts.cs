namespace Livecaller.Components;

/// <summary>The texts of the parts, in the language of the chat or the dashboard around them. The keys are in <see cref="PartKeys"/>.</summary>
internal interface IPartTexts
{
    /// <summary>Returns a text.</summary>
    string this[string key] { get; }

    /// <summary>Returns a text with its placeholders filled in.</summary>
    string Format(string key, params object[] values);

    /// <summary>Returns a number in the language's digits and separators.</summary>
    string Number(double value);
}
