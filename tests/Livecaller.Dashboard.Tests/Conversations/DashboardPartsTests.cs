using System.Reflection;
using Livecaller.Components;
using Livecaller.Dashboard.Conversations;

namespace Livecaller.Dashboard.Tests.Conversations;

public sealed class DashboardPartsTests
{
    [Fact]
    public void Every_text_of_the_parts_is_there() => Assert.All(
        typeof(PartKeys).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!),
        key => Assert.False(string.IsNullOrEmpty(DashboardPartTexts.Find(key)), key));
}
