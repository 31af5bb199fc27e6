using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Forms;

/// <summary>The answers of a form and their errors. Errors are reported only after the visitor submits the form.</summary>
public sealed class FormModel
{
    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WidgetFieldFaultKind> _faults = new(StringComparer.Ordinal);

    /// <summary>The fields, in their order.</summary>
    public IReadOnlyList<WidgetField> Fields { get; private set; } = [];

    /// <summary>Hears every answer as it is written.</summary>
    internal Action<WidgetField, string>? Answered { get; init; }

    /// <summary>The answers that are not blank.</summary>
    public IReadOnlyDictionary<string, string> Answers =>
        Fields.Select(f => (f.Name, Text: Normal(f, this[f]))).Where(a => !string.IsNullOrWhiteSpace(a.Text)).ToDictionary(a => a.Name, a => a.Text, StringComparer.Ordinal);

    /// <summary>The answer to a field; empty for none.</summary>
    /// <param name="field">The field.</param>
    public string this[WidgetField field] => _answers.GetValueOrDefault(field.Name, "");

    /// <summary>Other fields: the answers to those that stay are kept. Of two fields of one name the first counts, and one without a name none.</summary>
    /// <param name="fields">The fields.</param>
    public void Ask(IEnumerable<WidgetField> fields) =>
        Fields = [.. fields.Where(f => f.Name.Length > 0).OrderBy(f => f.Order).DistinctBy(f => f.Name)];

    /// <summary>Fills a field that the visitor has not answered.</summary>
    /// <param name="field">The field.</param>
    /// <param name="answer">What it probably is; null for nothing.</param>
    public void Suggest(WidgetField field, string? answer)
    {
        if (this[field].Length > 0 || string.IsNullOrEmpty(answer)) return;
        if (field.Type == WidgetFieldTypes.Select && !field.Values.Contains(answer)) return;
        _answers[field.Name] = answer;
    }

    /// <summary>The visitor answers.</summary>
    /// <param name="field">The field.</param>
    /// <param name="answer">The answer, as it was written.</param>
    public void Set(WidgetField field, string answer)
    {
        _answers[field.Name] = answer;
        Answered?.Invoke(field, answer);
        // What was called wrong is looked at again with every change.
        if (_faults.ContainsKey(field.Name) && FaultOf(field) is null) _faults.Remove(field.Name);
    }

    /// <summary>Looks at all answers.</summary>
    /// <returns>The first field whose answer is wrong; null when all are right.</returns>
    public WidgetField? Check()
    {
        _faults.Clear();
        foreach (var field in Fields)
        {
            if (FaultOf(field) is { } kind) _faults[field.Name] = kind;
        }

        return Fields.FirstOrDefault(f => _faults.ContainsKey(f.Name));
    }

    /// <summary>What is wrong with an answer, for the visitor.</summary>
    internal string? Fault(WidgetField field, ChatTexts texts) => !_faults.TryGetValue(field.Name, out var kind) ? null : texts[kind switch
    {
        WidgetFieldFaultKind.Missing => TextKeys.FaultMissing,
        WidgetFieldFaultKind.TooLong => TextKeys.FaultTooLong,
        WidgetFieldFaultKind.NoEmail => TextKeys.FaultEmail,
        WidgetFieldFaultKind.NoPhone => TextKeys.FaultPhone,
        WidgetFieldFaultKind.NoNumber => TextKeys.FaultNumber,
        WidgetFieldFaultKind.NoDate => TextKeys.FaultDate,
        _ => TextKeys.FaultOther,
    }];

    private WidgetFieldFaultKind? FaultOf(WidgetField field) => WidgetFieldRules.Check(field, Normal(field, this[field]));

    private static string Normal(WidgetField field, string answer)
    {
        var text = WidgetFieldRules.Normalize(field, answer);
        // A decimal comma.
        return field.Type == WidgetFieldTypes.Number && text.Count(c => c is ',' or '.') == 1 ? text.Replace(',', '.') : text;
    }
}
