namespace Livecaller.Protocol;

/// <summary>The types of the fields of a widget's form, and the form of their answers.</summary>
public static class WidgetFieldTypes
{
    /// <summary>One line of text.</summary>
    public const string Text = "text";

    /// <summary>Several lines of text.</summary>
    public const string Textarea = "textarea";

    /// <summary>The visitor's name. It updates the profile of an anonymous visitor.</summary>
    public const string Name = "name";

    /// <summary>An email address. It updates the profile of an anonymous visitor.</summary>
    public const string Email = "email";

    /// <summary>A telephone number. It updates the profile of an anonymous visitor.</summary>
    public const string Phone = "phone";

    /// <summary>Another name of <see cref="Phone"/>.</summary>
    public const string Tel = "tel";

    /// <summary>A number with a dot as the decimal separator.</summary>
    public const string Number = "number";

    /// <summary>A day as <c>yyyy-MM-dd</c>.</summary>
    public const string Date = "date";

    /// <summary>One of the field's values.</summary>
    public const string Select = "select";

    /// <summary><c>true</c> or <c>false</c>; <c>true</c> where it is required.</summary>
    public const string Checkbox = "checkbox";

    /// <summary>All types.</summary>
    public static IReadOnlyList<string> All { get; } = [Text, Textarea, Name, Email, Phone, Tel, Number, Date, Select, Checkbox];
}
