using System.Net;
using System.Text.RegularExpressions;

namespace Livecaller.Host.Tests.Proxies;

/// <summary>The dashboard's sign-in form, as a browser reads it.</summary>
internal static partial class SignInPage
{
    /// <summary>The hidden fields of the form.</summary>
    public static Dictionary<string, string> Fields(string html) =>
        Hidden().Matches(html).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
